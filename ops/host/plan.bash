# shellcheck shell=bash
# Sourced by ops/host-setup: steps that are printed where mode is plan, and done where it is apply, so that the two
# cannot differ. ROOT is a directory to write files below; no command is run then.
# shellcheck disable=SC2034 # used there
target=${ROOT:-}
target=${target%/}
saved=$target/var/lib/alice-host-setup
mode=plan
changes=0
files_changed= # since a step last emptied it

line() { # same|done|skip|note|write|change|run|delete|restore, what
  case $mode:$1 in apply:same | apply:done | apply:skip | apply:note) return 0 ;; esac
  printf '  %-8s %s\n' "$1" "$2"
}

put() { # path, mode, why; the content on stdin
  local path=$target$1 content
  content=$(cat)
  if [ -f "$path" ] && [ "$(cat "$path")" = "$content" ] && [ "$(stat -c %a "$path")" = "$2" ]; then
    line same "$1"
    return
  fi
  changes=$((changes + 1)) files_changed=yes
  line "$([ -e "$path" ] && echo change || echo write)" "$1: $3"
  if [ "$mode" = plan ]; then
    [ ! -e "$path" ] || diff -U1 "$path" - <<< "$content" | sed '1,2d; s/^/             /' || :
    return
  fi
  # What was there before us is put back by --remove.
  if [ -e "$path" ] && [ ! -e "$saved/placed$1" ]; then install -D -m 600 /dev/null "$saved/before$1" && cp -p "$path" "$saved/before$1"; fi
  install -D -m 600 /dev/null "$saved/placed$1"
  install -D -m "$2" /dev/stdin "$path" <<< "$content"
}

take_back() { # path
  [ -e "$saved/placed$1" ] || return 0
  changes=$((changes + 1)) files_changed=yes
  line "$([ -e "$saved/before$1" ] && echo restore || echo delete)" "$1"
  [ "$mode" = apply ] || return 0
  rm -f "$target$1" "$saved/placed$1"
  [ ! -e "$saved/before$1" ] || cp -p "$saved/before$1" "$target$1"
}

act() { # what, a test that says it is done, command…
  local what=$1 test=$2
  shift 2
  if [ -n "$target" ]; then line skip "$what: not under ROOT"; return; fi
  if $test >/dev/null 2>&1; then line "done" "$what"; return; fi
  changes=$((changes + 1))
  line run "$what"
  [ "$mode" = plan ] || "$@"
}

systemd_runs() { [ -d "${SYSTEMD_RUNNING:-/run/systemd/system}" ]; }

enable() { # unit, --now or nothing
  local what="systemctl enable${2:+ $2} $1"
  [ -n "$target" ] || systemd_runs || { line skip "$what: systemd does not run here"; return 0; }
  act "$what" "systemctl is-enabled -q $1" systemctl enable ${2:+"$2"} "$1"
}

reload_units() {
  if [ -n "$files_changed" ] && [ -z "$target" ] && systemd_runs; then act "systemctl daemon-reload" false systemctl daemon-reload; fi
}
