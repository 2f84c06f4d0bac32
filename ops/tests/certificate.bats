load bench.bash

setup() {
  set_up_bench
  fake docker 'echo "docker $*" >> calls; case "$*" in "volume inspect"*) exit 1 ;; esac'
}

production() { ENV=production DOMAIN=alice.example.org ACME_EMAIL=me@example.org TLS_MODE=$1 ops/init; }

@test "certbot starts with TLS_MODE=letsencrypt, and what may run of it goes without" {
  production letsencrypt
  rm calls
  ENV=production ops/start
  grep -q -- '--profile none --profile letsencrypt up -d' calls
  production self-signed
  rm calls
  ENV=production ops/start
  grep -q -- '--profile letsencrypt rm -sf certbot' calls
  grep -q -- '--profile none up -d' calls
}

@test "development knows no certbot" {
  ops/init
  ops/start
  grep -q ' up -d' calls
  run grep certbot calls
  [ "$status" -eq 1 ]
}

@test "a certificate of the owner that is not there holds the start, by its name" {
  printf '#!/usr/bin/env bash\n' | tee ops/ensure-engine ops/choose-images > ops/check-free
  ENV=production TLS_MODE=own run ops/up
  [ "$status" -eq 1 ]
  [[ $output == *ssl/fullchain.pem* ]]
  mkdir ssl
  touch ssl/fullchain.pem
  ENV=production run ops/up
  [ "$status" -eq 1 ]
  [[ $output == *ssl/privkey.pem* ]]
}

@test "RENEW=1 fetches a certificate and has nginx take it on, but only one of letsencrypt" {
  production letsencrypt
  rm calls
  ENV=production RENEW=1 ops/certificates
  [[ $(grep -n 'certbot alice-certbot renew' calls | cut -d: -f1) -lt $(grep -n 'nginx alice-nginx reload' calls | cut -d: -f1) ]]
  production own
  rm calls
  ENV=production RENEW=1 run ops/certificates
  [ "$status" -eq 1 ]
  [ ! -e calls ]
}
