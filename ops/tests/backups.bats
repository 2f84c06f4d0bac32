load bench.bash

# A production whose docker writes down what it is asked for; what say/fails names, fails.
setup() {
  set_up_bench
  export ENV=production
  DOMAIN=alice.example.org ops/init > /dev/null
  mkdir -p say
  echo one > say/containers
  fake docker 'echo "$*" >> say/asked
    [ ! -e say/fails ] || ! grep -qE "$(cat say/fails)" <<< "$*" || { echo "it does not want to" >&2; exit 1; }
    case "$*" in
      "ps -aq"*) cat say/containers ;;
      *"run --rm --no-TTY backup find"*) echo 20260101-020000 ;;
      *"config --services") printf "%s\n" nginx backend music postgres backup ;;
    esac'
}

# The steps that were asked for, in short.
steps() {
  touch say/asked; sed -nE 's/.*no-TTY backup (.*)/\1/p; s/.* stop (.*)/stop \1/p; s/.* up -d .*/up/p' say/asked | grep -vx 'find .*' | xargs -r -d '\n' printf '%s; '
}

@test "make-secrets makes the backups' key, and says to keep a copy of it" {
  rm secrets/production/backup_key
  run ops/make-secrets
  [[ $status -eq 0 && $output == *"secrets/production/backup_key: keep a copy of it elsewhere"* ]]
  [ "$(wc -c < secrets/production/backup_key)" -eq 64 ]
  run ops/make-secrets
  [ -z "$output" ]
}

@test "a restore wants a name, and says where names are" {
  for name in '' yesterday '../x' 2026; do
    BACKUP=$name run ops/restore
    [[ $status -eq 1 && $output == *"BACKUP=latest, or a name that 'make backups ENV=production' shows"* ]]
  done
  [ ! -s say/asked ]
}

@test "a restore of a backup that is not there stops nothing" {
  echo 'backup find' > say/fails
  BACKUP=20200101-000000 CONFIRM=alice-production run ops/restore
  [ "$status" -eq 1 ]
  [ -z "$(steps)" ]
}

@test "a restore wants the project's name first" {
  BACKUP=latest run ops/restore < /dev/null
  [[ $status -eq 1 && $output == *"make restore ENV=production BACKUP=20260101-020000 CONFIRM=alice-production"* ]]
  [ -z "$(steps)" ]
}

@test "a restore keeps what is there, loads, swaps, starts, and gives up the old at the end" {
  BACKUP=latest CONFIRM=alice-production run ops/restore
  [ "$status" -eq 0 ]
  [ "$(steps)" = "stop backend music backup; make --restore-point; load 20260101-020000; swap; up; settle; " ]
  [ ! -e state/restore-production ]
}

@test "a restore that fails anywhere goes back by itself" {
  for step in 'make --restore-point' 'backup load' 'backup swap'; do
    rm -f say/asked
    echo "$step" > say/fails
    BACKUP=latest CONFIRM=alice-production run ops/restore
    [ "$status" -eq 1 ]
    [[ $output == *"was not restored: "*"all is as it was before the restore"* ]]
    [[ $(steps) == *"stop backend music backup; back; up; " ]]
    [ ! -e state/restore-production ]
  done
}

@test "a restore that was interrupted is gone back from by the next start, and by the next restore" {
  mkdir -p state
  echo 20260101-020000 > state/restore-production
  run ops/start
  [ "$status" -eq 0 ]
  [ "$(steps)" = "stop backend music backup; back; up; " ]
  [ ! -e state/restore-production ]
  rm say/asked
  echo 20260101-020000 > state/restore-production
  BACKUP=latest CONFIRM=alice-production run ops/restore
  [ "$status" -eq 0 ]
  [[ $(steps) == "stop backend music backup; back; up; stop backend music backup; make --restore-point; load "* ]]
}

@test "a second restore at once says so and ends with 75, and so does a start" {
  mkdir -p state
  exec 8> state/restore-production.lock
  flock 8
  echo 20260101-020000 > state/restore-production
  BACKUP=latest CONFIRM=alice-production run ops/restore 8>&-
  [[ $status -eq 75 && $output == *"under way"* ]]
  run ops/start 8>&-
  [[ $status -eq 75 && $output == *"under way"* ]]
  [ -z "$(steps)" ]
}

@test "without settings, a restore says what it needs from this machine" {
  rm .env.production
  BACKUP=latest run ops/restore
  [[ $status -eq 1 && $output == *"BACKUP_DIR=/path/to/backups BACKUP_KEY_FILE=/path/to/backup_key"* ]]
  BACKUP=latest BACKUP_DIR=say BACKUP_KEY_FILE=say/key run ops/restore
  [[ $status -eq 1 && $output == *"there is no repository of backups in say"* ]]
  mkdir -p repository/data && touch repository/config
  BACKUP=latest BACKUP_DIR=repository BACKUP_KEY_FILE=say/key run ops/restore
  [[ $status -eq 1 && $output == *"there is no file say/key"* ]]
  [ ! -e .env.production ]
}

@test "what a backup keeps of the settings is what was started" {
  ops/start
  cmp .env.production secrets/production/environment
  [ "$(stat -c %a secrets/production/environment)" = 600 ]
}

@test "the way out is added for a remote, and taken away again" {
  fake_images() { fake docker '[[ $* == info* ]] && echo {} || exit 0'; printf '#!/bin/sh\nexit 0\n' > ops/base-images/choose; }
  fake_images
  sed -i 's#^BACKUP_REMOTE=.*#BACKUP_REMOTE=rest:https://backup.example.org/alice#' .env.production
  ops/choose-images
  [[ $(setting COMPOSE_FILE production) == *:docker-compose.backup-remote.yml ]]
  sed -i 's#^BACKUP_REMOTE=.*#BACKUP_REMOTE=#' .env.production
  ops/choose-images
  [[ $(setting COMPOSE_FILE production) != *backup-remote* ]]
}

@test "a move wants a database that Alice is not on, and that is there" {
  run ops/move-database
  [[ $status -eq 1 && $output == *"TO=postgres, or TO=sqlite"* ]]
  TO=postgres run ops/move-database
  [[ $status -eq 1 && $output == *"is on postgres already"* ]]
  ENV=development ops/init > /dev/null
  ENV=development TO=postgres run ops/move-database
  [[ $status -eq 1 && $output == *"development has no PostgreSQL"* ]]
  [ -z "$(steps)" ]
}

@test "a move that fails leaves Alice on the database that she was on" {
  before=$(setting DATABASE_URL production)
  echo 'backup move' > say/fails
  TO=sqlite run ops/move-database
  [[ $status -eq 1 && $output == *"Alice goes on with $before"* ]]
  [ "$(setting DATABASE_URL production)" = "$before" ]
  [ "$(steps)" = "stop backend music backup; move sqlite; up; " ]
}

@test "another run under way is told as such" {
  fake docker '[[ $* != *no-TTY* ]] || exit 75'
  run ops/backup-run list
  [[ $status -eq 75 && $output == *"another backup or restore of production is under way"* ]]
}

@test "while an update goes on neither a restore nor a move begins" {
  mkdir -p state/production
  exec 7> state/production/update.lock
  flock -n 7
  BACKUP=latest CONFIRM=alice-production run ops/restore
  [[ $status -eq 75 && $output == *"update of alice-production is going on"* ]]
  TO=sqlite run ops/move-database
  [ "$status" -eq 75 ]
  [ -z "$(steps)" ]
}
