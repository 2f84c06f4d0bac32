load bench.bash

setup() {
  set_up_bench
  ops/init > /dev/null
  # The engine of these tests has the images in `have`; `offers` lists what a registry would give. No root, no apt.
  printf '' > have
  printf '' > offers
  fake docker '
    case "$*" in
      "image inspect -f"*) grep -qxF "${@: -1}" have && echo stamp || exit 1 ;;
      "image inspect"*) grep -qxF "$3" have ;;
      "pull -q"*) echo "$3" | tee -a pulled >> have ;;
      "pull"*) echo "$2" >> asked; grep -qxF "$2" offers && echo "tag: Pulling from library" && exit 0; echo "lookup registry: no such host"; exit 1 ;;
      "volume inspect"*) exit 1 ;;
      "info"*) cat runtimes 2>/dev/null || echo "{}" ;;
    esac'
  # Building has a test of its own: the real thing, by make up.
  printf '#!/usr/bin/env bash\nprintf "%%s\\n" "$@" >> built\n' > ops/base-images/build
}

official() { awk -v name="$1" '$1 == name { print $2 }' ops/base-images/list; }

@test "where no registry answers every image falls back to its stand-in, and the registry is asked once" {
  run ops/choose-images
  [ "$status" -eq 0 ]
  [ "$(setting NODE_IMAGE)" = alice-base/node:24 ]
  [ "$(setting DEBIAN_IMAGE)" = alice-base/debian:13 ]
  [ "$(wc -l < asked)" -eq 1 ]
  [[ $output == *"starts without it"* ]]
  [ -z "$(setting COMPOSE_PROFILES)" ]
}

@test "development builds no image for PostgreSQL, production does" {
  ops/choose-images
  run grep postgres built
  [ "$status" -eq 1 ]
  ENV=production ops/init
  ENV=production ops/choose-images
  grep -q postgres built
  [ "$(setting POSTGRES_IMAGE production)" = alice-base/postgres:17 ]
}

@test "official images are pulled where a registry offers them, image by image" {
  for name in NODE_IMAGE OLLAMA_IMAGE; do official "$name" >> offers; done
  run ops/choose-images
  [ "$status" -eq 0 ]
  [ "$(setting NODE_IMAGE)" = "$(official NODE_IMAGE)" ]
  [ "$(setting NGINX_IMAGE)" = alice-base/nginx:1.26 ]
}

@test "the language model's image is large: it is asked for, not pulled, and turns its profile on" {
  for name in NODE_IMAGE NGINX_IMAGE PROMETHEUS_IMAGE DEBIAN_IMAGE OLLAMA_IMAGE; do official "$name" >> offers; done
  ops/choose-images
  [ "$(setting COMPOSE_PROFILES)" = llm ]
  [ ! -e built ]
  run grep ollama pulled
  [ "$status" -eq 1 ]
}

@test "an image of one's own that is here is taken; one that can't be had is refused by name" {
  echo my/ollama:1 >> have
  OLLAMA_IMAGE=my/ollama:1 ops/init
  ops/choose-images
  [ "$(setting OLLAMA_IMAGE)" = my/ollama:1 ]
  [ "$(setting COMPOSE_PROFILES)" = llm ]
  NODE_IMAGE=my/node:1 ops/init
  run ops/choose-images
  [ "$status" -ne 0 ]
  [[ $output == *NODE_IMAGE* ]]
}

@test "no language model is asked for with JARVIS_MINIMAL, nor with a server of one's own" {
  JARVIS_MINIMAL=1 ops/init
  ops/choose-images
  [ -z "$(setting COMPOSE_PROFILES)" ]
  [ -z "$(setting OLLAMA_IMAGE)" ]
  JARVIS_MINIMAL=0 OLLAMA_HOST=http://192.168.1.5:11434 ops/init
  ops/choose-images
  [ -z "$(setting COMPOSE_PROFILES)" ]
}

@test "certbot is chosen and on with TLS_MODE=letsencrypt alone, beside the language model" {
  echo my/ollama:1 >> have
  ENV=production OLLAMA_IMAGE=my/ollama:1 ops/init
  ENV=production ops/choose-images
  [ "$(setting COMPOSE_PROFILES production)" = llm ]
  [ -z "$(setting CERTBOT_IMAGE production)" ]
  ENV=production TLS_MODE=letsencrypt DOMAIN=alice.example.org ACME_EMAIL=me@example.org ops/init
  ENV=production ops/choose-images
  [ "$(setting COMPOSE_PROFILES production)" = llm,letsencrypt ]
  [ "$(setting CERTBOT_IMAGE production)" = alice-base/certbot:4.0 ]
  ENV=production JARVIS_MINIMAL=1 ops/init
  ENV=production ops/choose-images
  [ "$(setting COMPOSE_PROFILES production)" = letsencrypt ]
}

@test "the GPU overlay is chosen where NVIDIA's runtime answers or GPU=1, and dropped where neither" {
  ops/choose-images
  [ "$(setting COMPOSE_FILE)" = docker-compose.yml ]
  echo '{"nvidia":{},"runc":{}}' > runtimes
  ops/choose-images
  ops/choose-images
  [ "$(setting COMPOSE_FILE)" = docker-compose.yml:docker-compose.gpu.yml ]
  rm runtimes
  ops/choose-images
  [ "$(setting COMPOSE_FILE)" = docker-compose.yml ]
  GPU=1 ops/init
  ops/choose-images
  [ "$(setting COMPOSE_FILE)" = docker-compose.yml:docker-compose.gpu.yml ]
}

@test "the memory of the graphics cards is measured where the overlay is on, and forgotten where it is off" {
  fake nvidia-smi 'printf "8192\n16384\n"'
  ops/choose-images
  [ -z "$(setting GPU_MEMORY_MB)" ]
  echo '{"nvidia":{}}' > runtimes
  ops/choose-images
  [ "$(setting GPU_MEMORY_MB)" = 24576 ]
  rm runtimes
  ops/choose-images
  [ -z "$(setting GPU_MEMORY_MB)" ]
}

@test "the memory of a card that nvidia-smi does not know is what the owner wrote" {
  fake nvidia-smi 'exit 9'
  GPU=1 GPU_MEMORY_MB=12288 ops/init
  ops/choose-images
  [ "$(setting GPU_MEMORY_MB)" = 12288 ]
}

@test "Alertmanager is chosen and on where somebody is to be told, and Grafana where its image can be had" {
  ops/init
  ALERTS=webhook ALERT_WEBHOOK_URL=https://example.org/hook GRAFANA=1 run ops/init
  [[ $output != *example.org/hook* ]]
  [ "$(cat secrets/development/alert_webhook_url)" = https://example.org/hook ]
  run grep -r example.org/hook .env.development
  [ "$status" -eq 1 ]
  run ops/choose-images
  [[ $output == *"Grafana's image can't be had"* ]]
  [ "$(setting ALERTMANAGER_IMAGE)" = alice-base/alertmanager:0.28 ]
  [[ ,$(setting COMPOSE_PROFILES), == *,alerts,* ]]
  [[ $(setting COMPOSE_FILE) != *grafana* ]]
  echo my/grafana:1 >> have
  GRAFANA_IMAGE=my/grafana:1 ops/init
  ops/choose-images
  [[ ,$(setting COMPOSE_PROFILES), == *,alerts,grafana, ]]
  [[ $(setting COMPOSE_FILE) == *:docker-compose.grafana.yml ]]
}
