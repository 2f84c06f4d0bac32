# The deployment guide, in both languages: what it names exists, and what can be run without a stack is run here.
# tests/stack/documents.test.ts runs the blocks that are marked <!-- run: stack -->.
load bench.bash

pages=(docs/sv/driftsattning.md docs/en/deployment.md)

setup() {
  set_up_bench
  cp "$root"/docker-compose*.yml "$bench/"
}

# Each command of a page, as `mark<TAB>command`; the mark is the comment before its block, - where there is none.
commands() {
  awk '
    /^<!-- .* -->$/ { mark = $0; next }
    /^```bash$/ { inside = 1; next }
    /^```/ { inside = 0; mark = ""; next }
    inside { print (mark == "" ? "-" : mark) "\t" $0; next }
    { mark = "" }' "$root/$1"
}

# What stands between backticks, and in the blocks of commands.
code() { commands "$1" | cut -f 2; grep -v '^```' "$root/$1" | grep -oE '`[^`]+`' | tr -d '`'; }

@test "both languages have the same commands in the same order, with the same marks" {
  [ "$(commands "${pages[0]}" | wc -l)" -ge 20 ]
  diff <(commands "${pages[0]}") <(commands "${pages[1]}")
}

@test "both have the same sections and tables" {
  shape() { grep -oE '^(## [0-9]+\.|\|( `[A-Za-z_0-9.:/-]+`)?|- \*|[0-9]+\.)' "$root/$1"; }
  [ "$(shape "${pages[0]}" | grep -c '^## ')" -eq 17 ]
  diff <(shape "${pages[0]}") <(shape "${pages[1]}")
}

@test "every mark is one of three, and says why where nothing is run" {
  for page in "${pages[@]}"; do
    run grep -vxE -e '-|(<!-- (run: stack(, until it has said something)?|not run: .{15,}) -->)' <(commands "$page" | cut -f 1)
    [ "$status" -eq 1 ]
  done
}

@test "every make target that a page names exists" {
  for page in "${pages[@]}"; do
    named=$(code "$page" | grep -oE '\bmake [a-z-]+' | cut -d ' ' -f 2 | sort -u)
    [ "$(wc -l <<< "$named")" -ge 12 ]
    while read -r target; do grep -q "^$target: ##" Makefile || { echo "$page: make $target"; false; }; done <<< "$named"
  done
}

@test "every setting is explained, and every variable that a page names is one that something reads" {
  settings=$(sed -n 's/^\([A-Z][A-Z0-9_]*\)=.*/\1/p' .env.production.example)
  for page in "${pages[@]}"; do
    named=$(code "$page" | grep -oE '\b[A-Z][A-Z0-9]*(_[A-Z0-9]+)*\b' | sort -u)
    while read -r name; do grep -qx "$name" <<< "$named" || { echo "$page lacks $name"; false; }; done <<< "$settings"
    # A variable in a call, or alone; but not the firewall's chains, nor what a command prints.
    in_calls=$(code "$page" | grep -oE '(^| )[A-Z][A-Z0-9_]*=' | tr -d ' =')
    alone=$(grep -oE '`[A-Z][A-Z0-9_]+`' "$root/$page" | tr -d '`')
    while read -r name; do
      grep -qx "$name" <<< "$settings" || grep -rqE "[\$][({]*$name\b" Makefile ops --exclude-dir=tests \
        || { echo "$page names $name, which nothing reads"; false; }
    done < <(printf '%s\n' "$in_calls" "$alone" | sort -u)
  done
}

@test "every file that a page names or links to is there" {
  for page in "${pages[@]}" README.md; do
    while read -r link; do
      [ -e "$(dirname "$root/$page")/${link%%#*}" ] || { echo "$page: $link"; false; }
    done < <(grep -oE '\]\([^)#][^)]*\)' "$root/$page" | sed 's/^](//; s/)$//' | grep -v '^https\?:')
  done
  for page in "${pages[@]}"; do
    grep -q "$page" "$root/README.md"
    while read -r file; do [ -e "$root/$file" ] || { echo "$page: $file"; false; }; done \
      < <(grep -oE '`(docker-compose[a-z.]*\.yml|(ops|services|nginx)/[a-z./-]*)`' "$root/$page" | tr -d '`')
  done
}

# doctor and check answer with their status; make turns each failure into 2.
run_of() {
  run bash -euc "$1" < /dev/null
  case $1 in
    "make doctor"* | "make check"*) [ "$status" -eq 0 ] || [ "$status" -eq 2 ] ;;
    *) [ "$status" -eq 0 ] ;;
  esac
}

@test "what needs no stack runs, in the order of the page" {
  # Docker is the real one: what an Alice of this machine has is not looked at, let alone started.
  export COMPOSE_PROJECT_NAME=alice-test-$BASHPID
  fake getent 'echo "192.0.2.7 STREAM alice.example.org"'
  count=0
  # The settings are made in section 4; what comes before judges by the examples.
  while IFS=$'\t' read -r mark command; do
    [ "$mark" = - ] || continue
    run_of "$command" || { echo "\$ $command"; echo "$output"; false; }
    count=$((count + 1))
    case $command in
      "make doctor"*) [[ $output == *"processor cores"*"free disk"*"port 443"* ]] ;;
      "make host-setup"*) [[ $output == *"1. Security updates"*"2. Firewall"*"3. Swap"*"4. Alice (production) at boot"* ]] ;;
      "make init ENV=production"*) [ "$(setting DOMAIN production)" = alice.example.org ] && [ "$(setting TLS_MODE production)" = letsencrypt ] ;;
      "make init ENV=staging"*) [ "$(setting PUBLIC_URL staging)" = https://staging.example.org:8444 ] ;;
      "make check"*) [ "$(grep -cE '^(PASS|FAIL|not applicable) +[1-9]\. ' <<< "$output")" -eq 9 ] ;;
    esac
  done < <(commands "${pages[0]}")
  [ "$count" -eq 6 ]
}

@test "the nine items of the page are those that check prints" {
  ENV=production DOMAIN=alice.example.org ops/init
  fake docker 'exit 1'
  ENV=production run ops/check
  for number in 1 2 3 4 5 6 7 8 9; do
    title=$(sed -nE "s/^(PASS|FAIL|not applicable) +$number\. ([A-Za-z]+).*/\2/p" <<< "$output")
    [ -n "$title" ]
    sed -n '/^## 17/,$p' "$root/${pages[1]}" | grep -qiE "^$number\. .*\b$title\b" || { echo "$number. $title"; false; }
  done
}
