load bench.bash

setup() {
  set_up_bench
  fake docker 'exit 1'
  fake timedatectl 'echo yes'
  fake chronyc 'exit 1'
  fake ss 'exit 0'
  fake nvidia-smi 'exit 1'
  fake nproc 'echo 4'
  fake df 'printf "Filesystem 1024-blocks Used Available Capacity Mounted\n/dev/x 1 1 104857600 1%% /\n"'
  export MEMINFO=$BATS_TEST_TMPDIR/meminfo
  echo 'MemTotal: 8388608 kB' > "$MEMINFO"
}

@test "a small model fits 8 GB" {
  run ops/doctor
  [ "$status" -eq 0 ]
  [[ $output == *"8 GB"*"at least 6 GB (2 + qwen3:4b)"*ok* ]]
}

@test "a 20b model does not, and the remedy is said" {
  ENV=production run ops/doctor
  [ "$status" -eq 1 ]
  [[ $output == *"at least 18 GB (2 + gpt-oss:20b)"*"TOO LITTLE"*OLLAMA_MODEL=qwen3:4b* ]]
}

@test "it does where the card holds it" {
  fake nvidia-smi 'echo "NVIDIA RTX 4090, 24564"'
  ENV=production run ops/doctor
  [ "$status" -eq 0 ]
  [[ $output == *"RTX 4090, 24 GB"*" ok"* ]]
}

@test "a model of unknown size is not judged" {
  OLLAMA_MODEL=who/knows:1 run ops/doctor
  [ "$status" -eq 0 ]
  [[ $output == *"unknown: its size is not judged"* ]]
}

@test "too few cores are named" {
  fake nproc 'echo 1'
  run ops/doctor
  [ "$status" -eq 1 ]
  [[ $output == *"processor cores"*"TOO LITTLE"* ]]
}

@test "a card that is too small for the model is said, and what helps" {
  fake nvidia-smi 'echo "NVIDIA RTX 3070, 8192"'
  ENV=production run ops/doctor
  [ "$status" -eq 1 ]
  [[ $output == *"RTX 3070, 8 GB"*"16 GB for gpt-oss:20b"*"graphics card: what does not fit is computed by the processor"* ]]
}

@test "two cards are one, for a model that is shared out over them" {
  fake nvidia-smi 'printf "NVIDIA RTX 3080, 10240\nNVIDIA RTX 3080, 10240\n"'
  ENV=production run ops/doctor
  [ "$status" -eq 0 ]
  [[ $output == *"RTX 3080, 20 GB"* ]]
}

engine() { # version, Compose's version, runtimes
  fake docker "case \"\$*\" in
    *Server.Version*) echo '$1' ;;
    'compose version --short') echo '$2' ;;
    *Runtimes*) echo '${3:-none}' ;;
    *DockerRootDir*) echo / ;;
    'ps '*) cat holder 2>/dev/null ;;
    *) exit 1 ;;
  esac"
}

@test "versions that are too old are told, with what to install" {
  engine 20.10.24+dfsg1 v2.26.1
  run ops/doctor
  [[ $status -eq 0 && $output == *"20.10.24"*"20.10 or newer"*"2.24.4 or newer"*kernel* ]]
  engine 19.03.8 1.29.2
  run ops/doctor
  [ "$status" -eq 1 ]
  [[ $output == *"TOO OLD"*"Docker engine: your distribution"*"Docker Compose: a newer docker-compose"* ]]
}

@test "a card that Docker cannot reach is told, with the package that helps" {
  fake nvidia-smi 'echo "NVIDIA RTX 4090, 24564"'
  engine 28.0.0 2.35.0
  run ops/doctor
  [[ $status -eq 1 && $output == *"NVIDIA in Docker: install nvidia-container-toolkit"* ]]
  engine 28.0.0 2.35.0 '{"nvidia":1}'
  run ops/doctor
  [ "$status" -eq 0 ]
}

@test "a taken port is told with whom it is held by, and where Alice can move" {
  ENV=production DOMAIN=localhost ops/init
  fake ss '[[ $* == *":80" ]] || exit 0; echo "LISTEN 0 511 0.0.0.0:80 0.0.0.0:* users:((\"apache2\",pid=7,fd=4))"'
  OLLAMA_MODEL=qwen3:4b ENV=production run ops/doctor
  [ "$status" -eq 1 ]
  [[ $output == *"held by apache2"*TAKEN*"port 80: stop apache2, or move Alice: make up ENV=production HTTP_PORT=90."* ]]
  engine 28.0.0 2.35.0
  echo 'other (other-web-1)' > holder
  OLLAMA_MODEL=qwen3:4b ENV=production run ops/doctor
  [[ $status -eq 1 && $output == *"held by other (other-web-1)"* ]]
  echo 'alice-production (alice-production-nginx-1)' > holder
  OLLAMA_MODEL=qwen3:4b ENV=production run ops/doctor
  [[ $status -eq 0 && $output == *"held by this Alice"* ]]
}

@test "a clock that nothing sets, or that is wrong, is told" {
  fake timedatectl 'echo no'
  run ops/doctor
  [[ $status -eq 1 && $output == *"clock: timedatectl set-ntp true"* ]]
  fake chronyc 'echo "A,B,3,1,-0.00002,0.1"'
  run ops/doctor
  [[ $status -eq 0 && $output == *"off by -0.00002 s"* ]]
  fake chronyc 'echo "A,B,3,1,-7.5,0.1"'
  run ops/doctor
  [[ $status -eq 1 && $output == *"off by -7.5 s"*"chronyc makestep"* ]]
  fake chronyc 'exit 1'
  fake timedatectl 'exit 1'
  run ops/doctor
  [[ $status -eq 0 && $output == *"clock: nothing here can tell"* ]]
  touch -d '+2 days' Makefile
  run ops/doctor
  [[ $status -eq 1 && $output == *"earlier than Alice's own files"* ]]
}

production() { ENV=production OLLAMA_MODEL=qwen3:4b "$@"; }

@test "the domain is looked up: here, elsewhere, nowhere" {
  production env DOMAIN=alice.example.org ops/init
  fake ip 'echo "2: eth0 inet 192.0.2.7/24 scope global eth0"'
  fake getent 'echo "192.0.2.7 STREAM alice.example.org"'
  production run ops/doctor
  [[ $status -eq 0 && $output == *"alice.example.org: 192.0.2.7"*ok* ]]
  fake getent 'echo "192.0.2.77 STREAM alice.example.org"'
  production run ops/doctor
  [[ $status -eq 0 && $output == *"DNS: right where a router at that address passes ports 80 and 443"* ]]
  fake getent 'exit 2'
  production run ops/doctor
  [[ $status -eq 0 && $output == *"DNS: name it in your router's DNS"* ]]
  sed -i 's/^TLS_MODE=.*/TLS_MODE=letsencrypt/' .env.production
  production run ops/doctor
  [[ $status -eq 1 && $output == *"DNS: an A record for alice.example.org"* ]]
}

certificate() { # name, days
  mkdir -p ssl
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/CN=$1" -addext "subjectAltName=DNS:$1" \
    -days "$2" -keyout ssl/privkey.pem -out ssl/fullchain.pem 2>/dev/null
}

@test "a certificate of one's own is judged: missing, of another name, running out, good" {
  production env DOMAIN=alice.example.org TLS_MODE=own HTTPS_PORT=65534 ops/init
  fake getent 'exit 2'
  production run ops/doctor
  [[ $status -eq 1 && $output == *"certificate: put them there: ssl/README.md"* ]]
  certificate other.example.org 90
  production run ops/doctor
  [[ $status -eq 1 && $output == *"ssl/: of another name"*"certificate: one for alice.example.org"* ]]
  certificate alice.example.org 5
  production run ops/doctor
  [[ $status -eq 1 && $output =~ "ssl/: "[45]" days left" && $output == *"RUNS OUT"*"make reload ENV=production"* ]]
  certificate alice.example.org 90
  production run ops/doctor
  [[ $status -eq 0 && $output =~ "ssl/: "(89|90)" days left" ]]
}

@test "what is served is looked at before what lies there" {
  certificate alice.example.org 90
  openssl s_server -accept 127.0.0.1:0 -cert ssl/fullchain.pem -key ssl/privkey.pem -quiet > /dev/null 2>&1 3>&- &
  server=$!
  deadline=$((SECONDS + 5))
  until port=$(ss_port "$server") && [ -n "$port" ]; do ((SECONDS < deadline)) || break; sleep 0.05; done
  production env DOMAIN=alice.example.org TLS_MODE=own HTTPS_PORT="$port" ops/init
  fake getent 'exit 2'
  rm ssl/fullchain.pem
  production run ops/doctor
  kill "$server"
  [[ $output == *"served: "*" days left"* ]]
}
ss_port() { /usr/bin/ss -Hltnp | sed -n "s/.*127.0.0.1:\([0-9]*\) .*pid=$1,.*/\1/p"; }
