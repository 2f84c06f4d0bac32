# shellcheck shell=bash
# Sourced by what runs the tests' stacks: the tools they need, and the base images and limits of this machine.
ops/ensure-test-tools
chosen=$(ops/base-images/choose NODE_IMAGE NGINX_IMAGE POSTGRES_IMAGE PROMETHEUS_IMAGE ALERTMANAGER_IMAGE DEBIAN_IMAGE CERTBOT_IMAGE PEBBLE_IMAGE)
while IFS='=' read -r name image; do export "$name=$image"; done <<< "$chosen"
OPEN_FILES=${OPEN_FILES:-$(ops/open-files "$NODE_IMAGE")}
# The reaper's image can't be had without a registry; clean-up-tests does its work.
export OPEN_FILES TESTCONTAINERS_RYUK_DISABLED=true CHROMIUM_PATH=${CHROMIUM_PATH:-$(command -v chromium)}
