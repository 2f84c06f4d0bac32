load bench.bash

setup() {
  set_up_bench
  ops/init > /dev/null
  sed -i 's/^COMPOSE_PROFILES=.*//; s/^OLLAMA_IMAGE=.*//' .env.development
  printf 'COMPOSE_PROFILES=llm\nOLLAMA_IMAGE=my/ollama:1\n' >> .env.development
  # `have` says whether the image is here; `states` what the backend says of the model, one line each time it is asked.
  touch have states
  fake docker '
    echo "$*" >> calls
    case "$*" in
      "image inspect my/ollama:1") [ -e have ] ;;
      "pull -q my/ollama:1") touch have ;;
      *" exec -T backend "*) head -n 1 states | grep . || exit 1; [ "$(wc -l < states)" -lt 2 ] || sed -i 1d states ;;
      *" logs "*" backend") cat backend.log ;;
    esac'
}

@test "Ollama and the server that fetches its models are started, and no model is waited for" {
  ops/start-language-model
  grep -q 'build -q ollama$' calls
  grep -q 'up -d --no-build ollama ollama-downloader$' calls
}

@test "an image that is not here is fetched in the background, and the rest follows" {
  rm have
  run ops/start-language-model
  [ "$status" -eq 0 ]
  [[ $output == *"fetching my/ollama:1 in the background"* ]]
  for _ in {1..100}; do ! grep -q ' up ' calls || break; sleep 0.1; done
  grep -q '^pull -q my/ollama:1$' calls
  grep -q 'up -d --no-build ollama ollama-downloader$' calls
}

@test "an image that is being fetched is told, and nothing else is waited for" {
  rm have
  [[ $(ops/language-model) == "its image my/ollama:1 is being fetched"* ]]
  run ops/watch-language-model
  [[ $output == *"is being fetched"*"make status"* ]]
}

@test "without its profile what runs of it is stopped, and nothing is started" {
  sed -i 's/^COMPOSE_PROFILES=.*/COMPOSE_PROFILES=/' .env.development
  ops/start-language-model
  grep -q 'rm -sf ollama ollama-downloader$' calls
  run grep ' up ' calls
  [ "$status" -eq 1 ]
  [[ $(ops/language-model) == off* ]]
  [ -z "$(ops/watch-language-model)" ]
}

@test "the progress is shown, each step once, until the model is there" {
  printf 'off, or not started yet\nfetching qwen3:4b 12 %%\nfetching qwen3:4b 12 %%\nqwen3:4b is there\n' > states
  run ops/watch-language-model
  [ "$status" -eq 0 ]
  [ "${#lines[@]}" -eq 3 ]
  [[ ${lines[1]} == *"fetching qwen3:4b 12 %" ]]
  [[ ${lines[2]} == *"qwen3:4b is there" ]]
}

@test "a download that takes long is left to go on alone" {
  echo 'fetching gpt-oss:20b 1 %' > states
  MODEL_SHOWN_FOR=1 run ops/watch-language-model
  [ "$status" -eq 0 ]
  [[ $output == *"fetching gpt-oss:20b 1 %"*"make status"* ]]
}

@test "a model that could not be fetched is told with what Ollama said" {
  echo model_missing > states
  printf '%s\n' '{"message":"listening","port":8000}' \
    '{"level":"warn","message":"model pull failed","model":"qwen3:4b","reason":"first"}' \
    '{"level":"warn","message":"model pull failed","model":"qwen3:4b","reason":"Get \"https://registry\": no such host","requestId":"x"}' > backend.log
  [ "$(ops/language-model)" = 'missing; the last try failed: Get "https://registry": no such host' ]
  : > backend.log
  [ "$(ops/language-model)" = missing ]
  rm states
  [ "$(ops/language-model)" = "unknown: the backend does not answer" ]
}
