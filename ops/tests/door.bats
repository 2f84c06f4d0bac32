load bench.bash

setup() { set_up_bench; }

@test "an unknown environment is refused with the names that exist, by every target" {
  for target in up down status init check; do
    run make "$target" ENV=prod
    [ "$status" -eq 2 ]
    [[ $output == *"ENV=prod"*development*staging*production* ]]
  done
  [ ! -e .env.prod ]
}

@test "make alone lists every target with a line of help" {
  run make
  [ "$status" -eq 0 ]
  for target in up down logs status doctor check init host-setup rebuild dev reload reset-password certificates destroy-data top disk demo test test-unit bench bench-chat bench-nlu bench-page fuzz retrain screenshots; do
    [[ $output == *"make $target "* ]]
  done
}

@test "a target that needs settings says how to make them" {
  run make status ENV=staging
  [ "$status" -ne 0 ]
  [[ $output == *"make up ENV=staging"* ]]
}

@test "data is destroyed only when the project's name is typed" {
  ops/init
  fake docker 'echo "docker $*" >> calls'
  run ops/destroy-data < /dev/null
  [ "$status" -eq 1 ]
  [ ! -e calls ]
  CONFIRM=alice run ops/destroy-data < /dev/null
  [ "$status" -eq 1 ]
  [ ! -e calls ]
  CONFIRM=alice-development run ops/destroy-data < /dev/null
  [ "$status" -eq 0 ]
  grep -q 'down --volumes' calls
}

@test "stopping deletes no volume" {
  ops/init
  fake docker 'echo "docker $*" >> calls'
  ops/down
  grep -q ' down' calls
  run grep -E -- '-v|volumes' calls
  [ "$status" -eq 1 ]
}

@test "what the caller exports does not reach Compose, the settings do" {
  ops/init
  fake docker 'echo "docker $*; NODE_ENV=${NODE_ENV:-unset}" >> calls'
  NODE_ENV=test ops/down
  grep -q -- '--env-file .env.development.*NODE_ENV=unset' calls
}
