load bench.bash

# Packages that are there, two committed models, and a training that copies what stands in trained/.
setup() {
  set_up_bench
  mkdir -p node_modules/.bin services/nlu/model trained
  touch -d yesterday package-lock.json
  touch node_modules/.package-lock.json
  ln -s "$(command -v true)" node_modules/.bin/node
  for model in commands massive; do echo "$model" | tee "services/nlu/model/$model.model" > "trained/$model.model"; done
  fake npm 'cp trained/* "${@: -1}"; echo "$*" >> calls'
}

@test "models that come out as committed pass, with the time that it took" {
  run make retrain
  [ "$status" -eq 0 ]
  [[ $output == *"trained in 0 min"*"commands.model came out the same"*"massive.model came out the same"* ]]
  grep -q '^run -s -w services/nlu train -- --into /' calls
}

@test "a model that comes out otherwise is named, and the committed ones stay" {
  echo other > trained/massive.model
  run ops/retrain
  [ "$status" -eq 1 ]
  [[ $output == *"commands.model came out the same"*"massive.model differs"* ]]
  [ "$(cat services/nlu/model/massive.model)" = massive ]
}

@test "a model that is not trained any more, or not committed yet, is named too" {
  mv trained/massive.model trained/new.model
  run ops/retrain
  [ "$status" -eq 1 ]
  [[ $output == *"massive.model differs"*"new.model differs"* ]]
}

@test "a training that fails passes nothing off as the same" {
  fake npm 'exit 3'
  run ops/retrain
  [ "$status" -ne 0 ]
  [[ $output != *"the same"* ]]
}

@test "what was trained for the comparison is cleared away" {
  run ops/retrain
  [ ! -e "$(awk '{ print $NF }' calls)" ]
}
