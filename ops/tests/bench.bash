# shellcheck shell=bash
# A copy of ops/ and the examples to work in, and a `docker` that only says what the test wants.

root=$(cd "$BATS_TEST_DIRNAME/../.." && pwd -P)

# The caller's settings must not decide a test.
while read -r name; do unset "$name"; done < <(sed -n 's/^\([A-Z][A-Z0-9_]*\)=.*/\1/p' "$root/.env.production.example")
unset ENV MAKEFLAGS MAKEOVERRIDES

set_up_bench() {
  bench=$BATS_TEST_TMPDIR/alice
  mkdir -p "$bench" "$BATS_TEST_TMPDIR/bin"
  cp -r "$root/ops" "$root/Makefile" "$root"/.env*.example "$bench/"
  cd "$bench" || exit 1
  # Nor must what an Alice of this machine has stored.
  fake docker "case \"\$1 \$2\" in 'volume inspect') exit 1 ;; esac; exec '$(command -v docker || echo false)' \"\$@\""
  PATH=$BATS_TEST_TMPDIR/bin:$PATH
}

# fake NAME 'bash that looks at "$*"'
fake() {
  printf '#!/usr/bin/env bash\n%s\n' "$2" > "$BATS_TEST_TMPDIR/bin/$1"
  chmod +x "$BATS_TEST_TMPDIR/bin/$1"
}

setting() { sed -n "s/^$1=//p" "$bench/.env.${2:-development}"; }
