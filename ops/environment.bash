# shellcheck shell=bash
# Sourced by the scripts beside it: which environment is meant, its settings, and Compose pointed at it.
# shellcheck disable=SC2034 # used by them
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
cd "$root"

say() { echo "alice: $*"; }
fail() {
  echo "alice: $*" >&2
  exit 1
}

ENV=${ENV:-development}
case $ENV in
  development | demo) example=.env.example ;;
  staging | production) example=.env.$ENV.example ;;
  *)
    echo "alice: ENV=$ENV is not an environment. Choose development, staging or production." >&2
    exit 2
    ;;
esac
export ENV
env_file=.env.$ENV
secrets=secrets/$ENV

require_environment() {
  [ -f "$env_file" ] || fail "there is no $env_file yet: 'make up ENV=$ENV' makes it."
}

# The value of a name in the environment's file; empty where the name is missing.
setting() { sed -n "s/^$1=//p" "$env_file" | tail -n 1; }

setting_names() { sed -n 's/^\([A-Z][A-Z0-9_]*\)=.*/\1/p' "$1"; }

# Writes NAME=value into the environment's file, in place of the line that is there.
set_setting() {
  [ "$(setting "$1")" != "$2" ] || ! grep -q "^$1=" "$env_file" || return 0
  (
    umask 077
    NAME=$1 VALUE=$2 awk '
      index($0, ENVIRON["NAME"] "=") == 1 { if (!done) print ENVIRON["NAME"] "=" ENVIRON["VALUE"]; done = 1; next }
      { print }
      END { if (!done) print ENVIRON["NAME"] "=" ENVIRON["VALUE"] }' "$env_file" > "$env_file.new"
  )
  mv "$env_file.new" "$env_file"
}

# The Compose profile that TLS_MODE turns on, if one.
tls_profile() { [ "$(setting TLS_MODE)" != letsencrypt ] || echo letsencrypt; }

# The profiles that settings turn on, a line each; not the language model's, which never holds a start up.
chosen_profiles() {
  tls_profile
  [ -z "$(setting ALERTS)" ] || echo alerts
  case $(setting GRAFANA) in 1 | true) [ -z "$(setting GRAFANA_IMAGE)" ] || echo grafana ;; esac
}

# Compose with those profiles and no other.
compose_chosen() {
  local profile flags=(--profile none)
  while read -r profile; do flags+=(--profile "$profile"); done < <(chosen_profiles)
  compose "${flags[@]}" "$@"
}

project() { setting COMPOSE_PROJECT_NAME; }

# Compose on the environment's file alone: what the caller's shell happens to export does not reach it.
# ALICE_OVERLAY is one more Compose file, for `make dev`; ALICE_RELEASE another release than the settings', for an update.
compose() (
  while read -r name; do unset "$name"; done < <(setting_names "$env_file")
  if [ -n "${ALICE_OVERLAY:-}" ]; then
    COMPOSE_FILE=$(setting COMPOSE_FILE):$ALICE_OVERLAY
    export COMPOSE_FILE
  fi
  [ -z "${ALICE_RELEASE:-}" ] || export RELEASE=$ALICE_RELEASE
  exec docker compose --env-file "$env_file" "$@"
)

# Id of a backend that answers, or nothing.
healthy_backend() {
  docker ps -q --filter "label=com.docker.compose.project=$(project)" --filter label=com.docker.compose.service=backend --filter health=healthy | head -n 1
}
# Ids of the project's containers, stopped ones too.
containers() { docker ps -aq --filter "label=com.docker.compose.project=$(project)"; }
