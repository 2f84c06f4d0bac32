load bench.bash

# A docker that has what the file has/KIND lists, a name a line, and takes away all but what stays names.
setup() {
  set_up_bench
  mkdir has
  fake docker 'case "$1 $2" in
      "ps -a") cat has/container 2>/dev/null ;;
      *" ls") cat "has/$1" 2>/dev/null ;;
      *" rm") for name in "$@"; do :; done
        [ "$name" != "$(cat stays 2>/dev/null)" ] || { echo "in use" >&2; exit 1; }
        sed -i "/^$(printf %s "$name" | sed s,/,.,g)\$/d" "has/$1" ;;
    esac; true'
}

gone() { # a pid that no process has
  local pid=999999
  while [ -e "/proc/$pid" ]; do pid=$((pid - 1)); done
  echo "$pid"
}

@test "what a run that was killed has left goes, whatever has made it, and nothing else" {
  dead=$(gone)
  printf '%s\n' "alice-test-$dead-backup-1" "alice-test-$dead-2-backend-1" alice-production-backend-1 stranger > has/container
  printf '%s\n' bridge "alice-test-${dead}_default" > has/network
  printf '%s\n' "alice-test-${dead}_data" alice-production_data > has/volume
  printf '%s\n' "alice-test-$dead-backend:latest" alice-production-backend:latest > has/image
  run ops/clean-up-tests
  [ "$status" -eq 0 ]
  [ "$(cat has/*)" = "$(printf '%s\n' alice-production-backend-1 stranger alice-production-backend:latest bridge alice-production_data)" ]
}

@test "what belongs to a test that runs stays; a pid that another program has by now is no test" {
  node -e 'setTimeout(() => {}, 30000)' 3>&- &
  test=$!
  sleep 30 3>&- &
  other=$!
  printf '%s\n' "alice-test-$test-1-backend-1" "alice-test-$other-1-backend-1" > has/container
  run ops/clean-up-tests
  kill "$test" "$other"
  [ "$status" -eq 0 ]
  [ "$(cat has/container)" = "alice-test-$test-1-backend-1" ]
}

@test "what can't be removed is named, and stops no run" {
  dead=$(gone)
  printf '%s\n' "alice-test-$dead-a:latest" "alice-test-$dead-b:latest" > has/image
  echo "alice-test-$dead-a:latest" > stays
  run ops/clean-up-tests
  [[ $status -eq 0 && $output == *"image alice-test-$dead-a:latest of an earlier run stays"* ]]
  [ "$(cat has/image)" = "alice-test-$dead-a:latest" ]
}
