# shellcheck shell=bash
# Sourced by ops/update and ops/rollback: which release runs, how another one takes its place, and how whatever was
# interrupted comes to an end. A release is the tag of the images of three services; the setting RELEASE names the one that
# `make up` starts. Writing it is the one moment at which an update becomes true: before it the way is back, after it forth.
# shellcheck disable=SC2034 # used by them

services=(backend nlu frontend)
state=state/$ENV
mkdir -p "$state"

current_release() { local release; release=$(setting RELEASE); echo "${release:-latest}"; }
image_of() { echo "$(project)-$1:$2"; } # service, release
images_exist() { # release
  local service
  for service in "${services[@]}"; do docker image inspect "$(image_of "$service" "$1")" >/dev/null 2>&1 || return 1; done
}
wanted_replicas() { # service
  local count=''
  [ "$1" != backend ] || on_sqlite || count=$(setting BACKEND_REPLICAS)
  echo "${count:-1}"
}
on_sqlite() { [[ $(setting DATABASE_URL) != postgres* ]]; }

# One update, rollback or start at a time. The lock goes with its last holder: a killed update's Docker command counts.
lock() {
  exec 9> "$state/update.lock"
  flock -n 9 || {
    echo "alice: an update of $(project) is going on already (pågår redan)." >&2
    exit 75
  }
}

# The project's containers of a service: id, release, status, health, restarts; without those of `compose run`.
containers_of() { # service
  local ids
  mapfile -t ids < <(docker ps -aq --no-trunc --filter "label=com.docker.compose.project=$(project)" \
    --filter "label=com.docker.compose.service=$1" --filter label=com.docker.compose.oneoff=False)
  ((${#ids[@]})) || return 0
  # One that has gone meanwhile is none; its own error is of no use.
  docker inspect -f '{{.Id}} {{.Config.Image}} {{.State.Status}} {{with .State.Health}}{{.Status}}{{else}}none{{end}} {{.RestartCount}}' "${ids[@]}" 2>/dev/null \
    | awk -v service="-$1" '{ tag = $2; sub(/^.*\//, "", tag); if (!sub(/^.*:/, "", tag)) tag = "latest"; $2 = tag; print }' || :
}
of_release() { containers_of "$1" | awk -v release="$2" '$2 == release'; } # service, release
of_others() { containers_of "$1" | awk -v release="$2" '$2 != release { print $1 }'; }

# True where every service has as many healthy containers of that release as it should.
is_healthy() { # release
  local service
  for service in "${services[@]}"; do
    (($(of_release "$service" "$1" | awk '$3 == "running" && $4 == "healthy"' | wc -l) >= $(wanted_replicas "$service"))) || return 1
  done
}
# Why it will not become so any more: the first container that has ended or was restarted.
is_broken() { # release
  local service
  for service in "${services[@]}"; do
    broken=$(of_release "$service" "$1" | awk -v s="$service" '$3 == "exited" || $3 == "dead" || $3 == "restarting" || $5 > 0 || $4 == "unhealthy" { print s, $1; exit }')
    [ -z "$broken" ] || return 0
  done
  return 1
}
wait_healthy() { # release, seconds
  local deadline=$((SECONDS + $2))
  until is_healthy "$1"; do
    if is_broken "$1"; then reason="${broken% *} of $1 ended, or is unhealthy"; return 1; fi
    ((SECONDS < deadline)) || { broken='' reason="$1 is not healthy after $2 s"; return 1; }
    sleep 0.5
  done
}

# Adds containers of a release to what runs, up to the wanted number of each service; nothing that is there is touched.
add_containers() { # release, service…
  local release=$1 service there missing scales=() names=()
  shift
  for service; do
    there=$(containers_of "$service" | wc -l)
    missing=$(($(wanted_replicas "$service") - $(of_release "$service" "$release" | wc -l)))
    ((missing > 0)) || continue
    scales+=(--scale "$service=$((there + missing))") names+=("$service")
  done
  ((${#names[@]})) || return 0
  ALICE_RELEASE=$release compose up -d --no-build --no-deps --no-recreate "${scales[@]}" "${names[@]}" >"$state/compose.log" 2>&1
}

# Has nginx ask the containers of that release, and of another where none of those answers; where it does so already nothing
# happens.
pin() { docker exec "$(compose ps -q nginx | head -n 1)" alice-nginx pin "$@" 2>&1; } # release, before

# Ends containers as a service is ended: SIGTERM, its own grace, then they are removed.
drain() { # id…
  (($#)) || return 0
  docker stop "$@" >/dev/null 2>&1 || :
  docker inspect -f '{{.State.ExitCode}} {{.Name}}' "$@" 2>/dev/null | awk '$1 == 137 { print "alice: " $2 " had to be killed." }'
  docker rm -f "$@" >/dev/null 2>&1 || :
}

# Makes that release the one that runs, alone: where an update ends well, where it goes back, and where one was interrupted.
settle() { # release
  local release=$1 service others=() id state_now
  for service in "${services[@]}"; do mapfile -t -O "${#others[@]}" others < <(of_others "$service" "$release"); done
  # Its backend was stopped for the other's, or something has stopped it.
  if on_sqlite && ! of_release backend "$release" | awk '$3 == "running"' | grep -q .; then
    mapfile -t id < <(of_others backend "$release")
    drain "${id[@]}"
  fi
  for service in "${services[@]}"; do
    while read -r id _ state_now _; do
      case $state_now in
        paused) docker unpause "$id" >/dev/null ;;
        exited | created) docker start "$id" >/dev/null ;;
      esac
    done < <(of_release "$service" "$release")
  done
  add_containers "$release" "${services[@]}" || { tail -n 5 "$state/compose.log" >&2; return 1; }
  # A healthy one of each is enough to serve; one that was restarted some day is no reason not to go back to it.
  local deadline=$((SECONDS + 120))
  until is_healthy "$release"; do ((SECONDS < deadline)) || { reason="$release is not healthy after 120 s"; return 1; }; sleep 0.5; done
  pin "$release" || return 1
  drain "${others[@]}"
  rm -f "$state/updating"
}

# A name, an empty string where it is not there.
recorded() { [ ! -f "$state/release.json" ] || sed -n "s/^  \"$1\": \"\(.*\)\",\{0,1\}$/\1/p" "$state/release.json"; }

# state/ENV/release.json follows RELEASE; told again of the same release it stays as it is.
record() { # release, schema, the release before
  [ "$(recorded current)" != "$1" ] && [ "$3" != "$1" ] || return 0
  printf '{\n  "current": "%s",\n  "previous": "%s",\n  "updatedAt": "%s",\n  "schema": "%s"\n}\n' \
    "$1" "$3" "$(date -u +%FT%TZ)" "$2" > "$state/release.json.new"
  mv "$state/release.json.new" "$state/release.json"
}

# Goes to another release, beside the one that runs. Where something is wrong `reason` says what, and the caller goes back.
deploy() { # release, seconds to watch it
  local release=$1 old id
  old=$(current_release)
  printf '%s %s\n' "$old" "$release" > "$state/updating"
  step pin
  pin "$old" || { reason="nginx did not take the name of $old"; return 1; }
  step start
  if on_sqlite; then
    add_containers "$release" nlu frontend || { reason="Compose: $(tail -n 1 "$state/compose.log")"; return 1; }
    say "on SQLite one backend runs at a time: Alice is away for some seconds now"
    while read -r id _; do docker stop "$id" >/dev/null; done < <(of_release backend "$old")
    add_containers "$release" backend || { reason="Compose: $(tail -n 1 "$state/compose.log")"; return 1; }
  else
    # By itself: beside nlu, Compose would wait for that one first.
    add_containers "$release" nlu frontend && add_containers "$release" backend || { reason="Compose: $(tail -n 1 "$state/compose.log")"; return 1; }
  fi
  step healthy
  wait_healthy "$release" "${UPDATE_DEADLINE:-120}" || return 1
  step smoke
  smoke "$release" || return 1
  step switch
  switched_at=$(date +%s)
  local before=("$old")
  ! on_sqlite || before=()
  pin "$release" "${before[@]}" || { reason="nginx did not take the name of $release"; return 1; }
  step watch
  watch_release "$release" "$2" || return 1
  step commit
  if [ "$release" = latest ]; then set_setting RELEASE ''; else set_setting RELEASE "$release"; fi
  record "$release" "${schema:-$(recorded schema)}" "$old"
  step settle
  settle "$release" || return 1
  say "$release runs, and $old is gone"
}

# In the audit log, by a backend that answers; one from before this can't, and what was done stays done.
write_down() { # updated|rolled_back|restored|secrets_rotated, release, backup or secret, ok|failed
  local backend
  backend=$(healthy_backend)
  [ -n "$backend" ] && docker exec "$backend" node services/backend/dist/record-work.js "$@" >/dev/null 2>"$state/audit.log" \
    || say "that is not in the audit log (state/$ENV/audit.log)."
}

step() { echo "$1" > "$state/step"; [ -z "${UPDATE_VERBOSE:-}" ] || say "step $1 at $SECONDS s"; }

# From inside the new backend: itself, a command in the new nlu, a page of the new frontend.
smoke() { # release
  local id said
  for id in $(of_release backend "$1" | awk '{ print $1 }'); do
    said=$(docker exec -i -e SMOKE_RELEASE="$1" -e SMOKE_FRONTEND_PORT="$(setting FRONTEND_PORT)" "$id" node - < ops/smoke-test.cjs 2>&1) || { reason="the smoke test: $(tail -n 1 <<< "$said")"; return 1; }
  done
}

# Whether it holds under what people do: none restarts, none becomes unhealthy, at most 1 in 100 answers is an error that is
# no deliberate 503 (the model is away, too busy).
watch_release() { # release, seconds
  local deadline=$((SECONDS + $2)) nginx
  nginx=$(compose ps -q nginx | head -n 1)
  while
    if is_broken "$1"; then reason="${broken% *} of $1 ended, or is unhealthy, under load"; return 1; fi
    read -r all wrong < <(docker logs --since "$switched_at" "$nginx" 2>/dev/null \
      | awk '/"upstream":"[^"]/ { all++; if (/"status":5/ && !/"upstreamStatus":"503"/) wrong++ } END { print all + 0, wrong + 0 }')
    if ((wrong >= 3 && wrong * 100 > all)); then reason="$wrong of $all answers of $1 were errors"; return 1; fi
    ((SECONDS < deadline))
  do sleep 1; done
}
