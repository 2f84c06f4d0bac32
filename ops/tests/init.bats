load bench.bash

setup() { set_up_bench; }

@test "init makes settings that only the owner can read, and secrets in a closed directory" {
  run ops/init
  [ "$status" -eq 0 ]
  [ "$(stat -c %a .env.development)" = 600 ]
  [ "$(stat -c %a secrets)$(stat -c %a secrets/development)" = 700700 ]
  for secret in secret_key setup_token postgres_password spotify_client_secret; do
    [ "$(stat -c %a "secrets/development/$secret")" = 444 ]
  done
  [ "$(wc -c < secrets/development/secret_key)" -eq 64 ]
  [ "$(cat secrets/development/secret_key)" != "$(cat secrets/development/setup_token)" ]
  [ -d music ]
}

@test "no secret stands in the settings" {
  ops/init
  for secret in secret_key setup_token postgres_password; do
    run grep -F "$(cat "secrets/development/$secret")" .env.development
    [ "$status" -eq 1 ]
  done
}

@test "init again keeps every setting and every secret" {
  ops/init
  echo 'LOG_LEVEL=debug' >> .env.development
  before=$(cat .env.development secrets/development/*)
  run ops/init
  [ "$status" -eq 0 ]
  [ "$before" = "$(cat .env.development secrets/development/*)" ]
}

@test "init again adds a name that a newer example has" {
  ops/init
  echo 'NEW_NAME=7' >> .env.example
  run ops/init
  [[ $output == *"added to .env.development"*NEW_NAME* ]]
  [ "$(setting NEW_NAME)" = 7 ]
}

@test "a setting named in the call is written, at first and later, and the address follows" {
  HTTP_PORT=9090 ops/init
  [ "$(setting HTTP_PORT)" = 9090 ]
  [ "$(setting PUBLIC_URL)" = http://localhost:9090 ]
  HTTP_PORT=9191 COMPOSE_PROJECT_NAME=alice-two run ops/init
  [[ $output == *"HTTP_PORT is new"* ]]
  [ "$(setting HTTP_PORT)" = 9191 ]
  [ "$(setting PUBLIC_URL)" = http://localhost:9191 ]
  [ "$(setting COMPOSE_PROJECT_NAME)" = alice-two ]
  [ "$(stat -c %a .env.development)" = 600 ]
}

@test "make hands settings of the command line on" {
  run make init HTTP_PORT=9292
  [ "$status" -eq 0 ]
  [ "$(setting HTTP_PORT)" = 9292 ]
}

@test "an address that the owner has written himself stays" {
  ops/init
  sed -i 's#^PUBLIC_URL=.*#PUBLIC_URL=https://alice.lan#' .env.development
  HTTP_PORT=9090 ops/init
  [ "$(setting PUBLIC_URL)" = https://alice.lan ]
}

@test "NODE_ENV and ALICE_ENV are the environment's, whatever the caller exports" {
  NODE_ENV=test ALICE_ENV=staging ENV=production ops/init
  [ "$(setting NODE_ENV production)" = production ]
  [ "$(setting ALICE_ENV production)" = production ]
}

@test "production takes DOMAIN, and no placeholder is left" {
  ENV=production DOMAIN=alice.example.org run ops/init
  [ "$status" -eq 0 ]
  [ "$(setting DOMAIN production)" = alice.example.org ]
  [ "$(setting PUBLIC_URL production)" = https://alice.example.org ]
  [ "$(setting ALLOWED_HOSTS production)" = alice.example.org,localhost,127.0.0.1 ]
  [ "$(setting TLS_MODE production)" = self-signed ]
  run grep your-domain .env.production
  [ "$status" -eq 1 ]
}

@test "without DOMAIN production takes the machine's full name, or alice.home.arpa where it has none" {
  fake hostname 'echo box.fritz.box'
  ENV=production ops/init
  [ "$(setting DOMAIN production)" = box.fritz.box ]
  fake hostname 'echo box'
  ENV=staging ops/init
  [ "$(setting DOMAIN staging)" = alice.home.arpa ]
  [ "$(setting PUBLIC_URL staging)" = https://alice.home.arpa:8444 ]
}

@test "letsencrypt asks for a public name and an address, and leaves no half-made file" {
  ENV=production TLS_MODE=letsencrypt DOMAIN=alice.home.arpa run ops/init
  [ "$status" -eq 1 ]
  [[ $output == *DOMAIN* ]]
  ENV=production TLS_MODE=letsencrypt DOMAIN=alice.example.org run ops/init
  [ "$status" -eq 1 ]
  [[ $output == *ACME_EMAIL* ]]
  [ ! -e .env.production ]
  ENV=production TLS_MODE=letsencrypt DOMAIN=alice.example.org ACME_EMAIL=me@example.org run ops/init
  [ "$status" -eq 0 ]
  [[ $output != *"port 80"* ]]
}

@test "letsencrypt on another port says that port 80 must lead there" {
  ENV=staging TLS_MODE=letsencrypt DOMAIN=alice.example.org ACME_EMAIL=me@example.org run ops/init
  [ "$status" -eq 0 ]
  [[ $output == *"port 80 of alice.example.org"*"HTTP_PORT is 8081"* ]]
}

@test "an authority of one's own may sign a name of the house, and asks for no address" {
  ENV=production TLS_MODE=letsencrypt DOMAIN=alice.home.arpa ACME_SERVER=https://ca.home.arpa/acme/acme/directory run ops/init
  [ "$status" -eq 0 ]
  [ "$(setting ACME_SERVER production)" = https://ca.home.arpa/acme/acme/directory ]
  ENV=production ACME_SERVER=http://ca.home.arpa run ops/init
  [[ $status -eq 1 && $output == *ACME_SERVER* ]]
}

@test "the further names of the certificate are answered to" {
  ENV=production DOMAIN=alice.example.org ACME_NAMES=www.alice.example.org ops/init
  [ "$(setting ALLOWED_HOSTS production)" = alice.example.org,www.alice.example.org,localhost,127.0.0.1 ]
  ENV=production ACME_NAMES='*.example.org' run ops/init
  [[ $status -eq 1 && $output == *ACME_NAMES* ]]
}

@test "a setup token of one's own becomes the secret, and does not get into the settings" {
  ops/init
  SETUP_TOKEN=0123456789abcdef0123456789abcdef ops/init
  [ "$(cat secrets/development/setup_token)" = 0123456789abcdef0123456789abcdef ]
  run grep 0123456789abcdef .env.development
  [ "$status" -eq 1 ]
}

@test "a database without its password is not started on a new one" {
  fake docker 'case "$*" in "volume inspect alice-production_postgres") exit 0 ;; *) exit 1 ;; esac'
  ENV=production run ops/init
  [ "$status" -eq 1 ]
  [[ $output == *"secrets/production/postgres_password"*COMPOSE_PROJECT_NAME=* ]]
  [ ! -e .env.production ]
}

@test "more than one backend is refused on SQLite, and taken on PostgreSQL" {
  run ops/init
  BACKEND_REPLICAS=2 run ops/init
  [[ $status -eq 1 && $output == *BACKEND_REPLICAS*PostgreSQL* ]]
  ENV=production BACKEND_REPLICAS=2 run ops/init
  [ "$status" -eq 0 ]
  grep -qx BACKEND_REPLICAS=2 .env.production
}

@test "a malformed port, domain or TLS_MODE is refused by name, not by value" {
  HTTP_PORT=eighty run ops/init
  [ "$status" -eq 1 ]
  [[ $output == *HTTP_PORT* && $output != *eighty* ]]
  ENV=production DOMAIN='a b' run ops/init
  [[ $status -eq 1 && $output == *DOMAIN* ]]
  ENV=production TLS_MODE=maybe run ops/init
  [[ $status -eq 1 && $output == *TLS_MODE* ]]
}

@test "the three examples have the same names" {
  names() { sed -n 's/^\([A-Z][A-Z0-9_]*\)=.*/\1/p' "$1" | grep -v ^HSTS_ | sort; }
  [ "$(names .env.example)" = "$(names .env.staging.example)" ]
  [ "$(names .env.example)" = "$(names .env.production.example)" ]
}

@test "no example has a secret in it" {
  run grep -hE '^(SECRET_KEY|SETUP_TOKEN|POSTGRES_PASSWORD|SPOTIFY_CLIENT_SECRET)=.+' .env*.example
  [ "$status" -eq 1 ]
}

@test "alarms are told to an address that is one" {
  for call in 'ALERTS=pigeon' 'ALERT_EMAIL_TO=nobody' 'ALERT_SMTP_HOST=mail'; do
    run env "$call" ops/init
    [ "$status" -eq 1 ]
    [[ $output == *"${call%%=*} must be"* ]]
  done
}
