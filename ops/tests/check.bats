load bench.bash

# A production in order, as the commands tell it; each test breaks one thing.
setup() {
  set_up_bench
  export ENV=production
  DOMAIN=alice.example.org TLS_MODE=own ops/init > /dev/null
  mkdir -p say
  echo 'running 0 healthy' > say/state
  echo 'exited 0' > say/migrate
  echo '10m' > say/log
  echo '60' > say/days
  echo 'nginx 0.0.0.0:80->8080/tcp' > say/published
  echo 'health: ok, version 1, up 5 s' > say/health
  echo 3 > say/up
  echo 0 > say/firing
  fake docker 'case "$*" in
    "ps -aq"*) echo one; echo two ;;
    *"ps -aq migrate") echo migrate ;;
    *"ps -aq "*) echo one ;;
    *"ps --format"*) cat say/published ;;
    *"ps -a --format"*) exit 0 ;;
    *"config -q") exit 0 ;;
    *promtool*"count(count by (job)"*) echo "{} => $(cat say/up) @[1.5]" ;;
    *promtool*ALERTS*) echo "{} => $(cat say/firing) @[1.5]" ;;
    "inspect"*State.ExitCode*" migrate") cat say/migrate ;;
    "inspect"*State.ExitCode*) cat say/state ;;
    "inspect"*State.Health*) cut -d " " -f 1,3 say/state ;;
    "inspect"*LogConfig*) cat say/log ;;
    *"exec -T backend"*process.argv*) echo "until x ($(cat say/days) days left)" ;;
    *"exec -T backend"*) cat say/health ;;
    *) exit 1 ;;
  esac'
  fake systemctl '[ ! -e say/no-systemd ]'
  fake iptables '[ ! -e say/no-firewall ]'
  fake ip6tables '[[ $* == *-S* || ! -e say/no-firewall-6 ]]'
  fake apt-config 'echo "APT::Periodic::Unattended-Upgrade \"1\";"'
  printf '#!/bin/sh\n[ ! -e say/no-backup ]\n' > ops/backup-fresh
  sed -i 's#^BACKUP_REMOTE=.*#BACKUP_REMOTE=rest:https://backup.example.org/alice#' .env.production
}

# fails NUMBER WORDS: just that item, with what was looked at and a remedy
fails() {
  run make check ENV="$ENV"
  [ "$status" -ne 0 ]
  [ "$(grep ^FAIL <<< "$output" | sed 's/^FAIL *\([0-9]\).*/\1/' | xargs)" = "$1" ]
  [[ $output == *"not ok  "*"$2"* ]]
  grep -A 1 'not ok  ' <<< "$output" | grep -q '^                [^ ]'
}

@test "a production in order passes all nine" {
  run ops/check
  [ "$status" -eq 0 ]
  [ "$(grep -c ^PASS <<< "$output")" -eq 9 ]
  for number in 1 2 3 4 5 6 7 8 9; do [[ $output == *"PASS            $number. "* ]]; done
}

@test "6: no fresh backup, and none but on the disk of the data" {
  touch say/no-backup
  fails 6 "one of the last 36 hours"
  rm say/no-backup
  sed -i 's#^BACKUP_REMOTE=.*#BACKUP_REMOTE=#' .env.production
  cp "$BATS_TEST_TMPDIR/bin/docker" "$BATS_TEST_TMPDIR/bin/docker-before"
  fake docker "[[ \$* == info* ]] && echo $PWD || exec $BATS_TEST_TMPDIR/bin/docker-before \"\$@\""
  fails 6 "on another disk"
}

@test "1: settings that others can read, a placeholder, a short key" {
  chmod 644 .env.production
  fails 1 "chmod 600 .env.production"
  chmod 600 .env.production
  echo 'SPOTIFY_CLIENT_ID=<your id>' >> .env.production
  fails 1 "no placeholder"
  sed -i '$d' .env.production
  chmod 600 secrets/production/secret_key && echo short > secrets/production/secret_key
  fails 1 "secret key is long enough"
}

@test "2: a certificate that runs out, that nobody trusts, that nothing renews" {
  echo 5 > say/days
  fails 2 "lasts 14 days"
  echo 60 > say/days
  sed -i 's/^TLS_MODE=.*/TLS_MODE=self-signed/' .env.production
  fails 2 "browsers trust"
  sed -i 's/^TLS_MODE=.*/TLS_MODE=letsencrypt/' .env.production
  run ops/check
  [[ $status -eq 0 && $output == *"it is renewed (certbot runs)"* ]]
}

@test "3: another service is published, or no firewall is laid" {
  echo 'ollama 0.0.0.0:11434->11434/tcp' >> say/published
  fails 3 "nothing but nginx is published"
  sed -i '$d' say/published
  touch say/no-firewall-6
  fails 3 "ssh and the web ports come in, nothing else"
  rm say/no-firewall-6
  touch say/no-firewall
  fails 3 "sudo make host-setup ENV=production"
}

@test "4: a service that is not healthy" {
  echo 'running 0 unhealthy' > say/state
  run ops/check
  [[ $status -eq 1 && $output == *"FAIL            4. Services"*"make status ENV=production"* ]]
}

@test "a machine that starts nothing at boot fails where that counts" {
  touch say/no-systemd
  run ops/check
  [ "$status" -eq 1 ]
  [ "$(grep ^FAIL <<< "$output" | sed 's/^FAIL *\([0-9]\).*/\1/' | xargs)" = "3 4 9" ]
}

@test "5: a schema that is not up to date, or SQLite" {
  echo 'exited 1' > say/migrate
  fails 5 "make logs ENV=production S=migrate"
  echo 'exited 0' > say/migrate
  sed -i 's#^DATABASE_URL=.*#DATABASE_URL=sqlite:/data/alice.db#' .env.production
  fails 5 "PostgreSQL"
}

@test "7: services that Prometheus does not hear, and alerts that fire" {
  echo 2 > say/up
  fails 7 "backend, nlu and web app"
  echo 3 > say/up
  echo 3 > say/firing
  fails 7 "no alert is firing"
}

@test "8: a log without a bound" {
  echo '<no value>' > say/log
  fails 8 "log is bounded"
}

@test "9: a health that is not ok, a machine that takes no updates" {
  echo 'health: degraded, version 1, up 5 s' > say/health
  fails 9 "/api/health"
  echo 'health: ok, version 1, up 5 s' > say/health
  fake apt-config 'exit 0'
  fails 9 "security updates"
}

@test "development is not asked for what a server needs" {
  export ENV=development
  ops/init > /dev/null
  touch say/no-systemd say/no-firewall
  touch say/no-backup
  run ops/check
  [ "$status" -eq 0 ]
  [[ $output == *"not applicable  2. TLS"*"not applicable  6. Backups"* ]]
  [ "$(grep -c ^PASS <<< "$output")" -eq 7 ]
}
