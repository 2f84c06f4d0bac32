load bench.bash

setup() {
  set_up_bench
  ops/init
  mkdir -p say
  # Every service has one healthy container of the release in say/release.
  echo latest > say/release
  fake docker 'echo "docker $*" >> calls
  case "$*" in
    *"ps -aq"*) [[ "$*" =~ service=([a-z]+) ]] && echo "id-${BASH_REMATCH[1]}" ;;
    *"inspect -f {{.Id}} {{.Config.Image}}"*) for id; do case $id in id-*) echo "$id alice-development-${id#id-}:$(cat say/release) running $(cat say/health 2>/dev/null || echo healthy) 0" ;; esac; done ;;
    *"ps -q nginx"*) echo id-nginx ;;
    "image inspect"*) [ ! -e say/no-images ] ;;
    *) exit "$(cat say/code 2>/dev/null || echo 0)" ;;
  esac'
  cp "$root/.gitignore" . && printf 'say\ncalls\nmusic\n' >> .gitignore
  git init -q . && git config user.email a@localhost && git config user.name a && git add -A && git commit -qm one
  name=$(git rev-parse --short=12 HEAD)
}

started() { grep -c ' up -d ' calls || :; }

@test "a release is called after its commit, and after what is not committed" {
  [ "$(ops/release-name)" = "$name" ]
  echo changed >> Makefile
  [[ $(ops/release-name) == "$name-dirty-"???????? ]]
  first=$(ops/release-name)
  echo new > file
  [ "$(ops/release-name)" != "$first" ]
  [ "$(REF=HEAD ops/release-name)" = "$name" ]
  rm -rf .git
  [[ $(ops/release-name) =~ ^[0-9a-f]{12}$ ]]
}

@test "two updates at once: the second says so and ends with 75, as do rollback and up" {
  mkdir -p state/development
  exec 7> state/development/update.lock
  flock -n 7
  for script in update rollback up; do
    run ops/$script
    [ "$status" -eq 75 ]
    [[ $output == *"pågår redan"* ]]
  done
  [ ! -e calls ]
}

@test "without a fresh backup nothing is built, unless that is asked for" {
  printf '#!/bin/sh\nexit 1\n' > ops/backup-fresh
  chmod +x ops/backup-fresh
  run ops/update
  [ "$status" -eq 1 ]
  [[ $output == *"no verified backup"*"make backup"* ]]
  [ "$(started)" = 0 ]
  # No container of the new release comes up here, and the test need not wait for it.
  NO_BACKUP=1 UPDATE_DEADLINE=1 run ops/update
  [[ $output == *"NO_BACKUP=1"* ]]
  grep -q 'run --rm --no-deps -T migrate' calls
}

@test "an unknown REF, an unhealthy stack and a release that runs already are told" {
  REF=v9 run ops/update
  [ "$status" -eq 1 ]
  [[ $output == *"REF=v9 is not known"* ]]
  echo unhealthy > say/health
  run ops/update
  [ "$status" -eq 1 ]
  [[ $output == *"not healthy"* ]]
  rm say/health
  ops/release-name > say/release
  sed -i "s/^RELEASE=.*/RELEASE=$(ops/release-name)/" .env.development
  run ops/update
  [ "$status" -eq 0 ]
  [[ $output == *"runs already"* ]]
  [ "$(started)" = 0 ]
}

@test "a database that is not migrated leaves everything as it is" {
  echo 1 > say/code
  NO_BACKUP=1 run ops/update
  [ "$status" -eq 1 ]
  [[ $output == *"not migrated"*"latest goes on"* ]]
  [ "$(started)" = 0 ]
  [ "$(setting RELEASE)" = '' ]
}

@test "rollback wants a release before, and its images" {
  run ops/rollback
  [ "$status" -eq 1 ]
  [[ $output == *"no release before"* ]]
  mkdir -p state/development
  printf '{\n  "current": "latest",\n  "previous": "abc",\n  "updatedAt": "",\n  "schema": ""\n}\n' > state/development/release.json
  touch say/no-images
  run ops/rollback
  [ "$status" -eq 1 ]
  [[ $output == *"images of abc"* ]]
}
