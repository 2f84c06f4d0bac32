load bench.bash

setup() {
  set_up_bench
  fake docker 'exit 0'
  ops/init
}

teardown() { [ -z "${listener:-}" ] || kill "$listener"; }

listen() {
  port_file=$BATS_TEST_TMPDIR/port
  "$(command -v node)" -e '
    const server = require("node:net").createServer().listen(0, "127.0.0.1", () =>
      require("node:fs").writeFileSync(process.argv[1], String(server.address().port)));' "$port_file" 3>&- &
  listener=$!
  for _ in $(seq 100); do [ ! -s "$port_file" ] || break; sleep 0.05; done
  port=$(cat "$port_file")
}

@test "a taken port is named with the variable that moves it" {
  listen
  HTTP_PORT=$port ops/init
  run ops/check-free
  [ "$status" -eq 1 ]
  [[ $output == *"port $port on 127.0.0.1 is taken"*HTTP_PORT=* ]]
}

@test "the container that holds the port is named" {
  listen
  HTTP_PORT=$port ops/init
  fake docker 'case "$*" in *publish=*) echo "other (other-web-1)" ;; esac'
  run ops/check-free
  [ "$status" -eq 1 ]
  [[ $output == *"taken by other (other-web-1)"* ]]
}

@test "the project's own nginx may hold the port" {
  listen
  HTTP_PORT=$port ops/init
  fake docker 'case "$*" in *publish=*) echo "alice-development (alice-development-nginx-1)" ;; esac'
  run ops/check-free
  [ "$status" -eq 0 ]
}

@test "a project name that another directory holds is refused with the remedy" {
  fake docker 'case "$*" in "ps -a "*) echo /srv/other-alice ;; esac'
  run ops/check-free
  [ "$status" -eq 1 ]
  [[ $output == *alice-development*/srv/other-alice*COMPOSE_PROJECT_NAME=* ]]
}

@test "this directory may hold its own name" {
  # Whatever runs on the usual port of this machine is taken for the project's own.
  fake docker "case \"\$*\" in \"ps -a \"*) echo '$bench' ;; *publish=*) echo 'alice-development (nginx)' ;; esac"
  run ops/check-free
  [ "$status" -eq 0 ]
}
