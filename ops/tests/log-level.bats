load bench.bash

setup() {
  set_up_bench
  fake docker 'echo "docker $*" >> calls; case "$*" in *" ps -q backend") printf "one\ntwo\n" ;; *" ps -q nlu") echo three ;; esac'
  ops/init
  rm -f calls
}

@test "every process of backend and nlu is told the level" {
  LEVEL=Debug run ops/log-level
  [ "$status" -eq 0 ]
  for id in one two three; do grep -q "exec $id sh -c echo debug > /tmp/log-level" calls; done
}

@test "of one service only, where one is named" {
  S=nlu run make log-level LEVEL=warn
  [ "$status" -eq 0 ]
  run grep -c 'exec' calls
  [ "$output" = 1 ]
}

@test "a level or a service that is none is refused, and nothing is told" {
  LEVEL=loud run ops/log-level
  [ "$status" -eq 1 ]
  LEVEL='' run ops/log-level
  [ "$status" -eq 1 ]
  LEVEL=debug SERVICE=nginx run ops/log-level
  [ "$status" -eq 1 ]
  [[ $output == *"backend and nlu"* ]]
  [ ! -e calls ]
}

@test "what does not run is said" {
  fake docker ':'
  LEVEL=debug run ops/log-level
  [ "$status" -eq 1 ]
  [[ $output == *"backend does not run"* ]]
}
