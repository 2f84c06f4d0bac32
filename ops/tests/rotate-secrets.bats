load bench.bash

# A production whose PostgreSQL has the password in say/password, and takes another from who knows it; say/breaks breaks it off
# once it has.
setup() {
  set_up_bench
  export ENV=production
  DOMAIN=alice.example.org ops/init > /dev/null
  mkdir -p say
  file=secrets/production/postgres_password
  cp "$file" say/password && chmod u+w say/password
  before=$(cat "$file")
  fake docker 'case "$*" in
      "ps -q"*postgres*) [ -e say/away ] || echo database ;;
      "ps -q"*backend*) echo backend ;;
      "ps -q"*backup*) echo backup ;;
      "exec backup flock"*) [ ! -e say/busy ] ;;
      "exec backend test"*) [ ! -e say/old ] ;;
      "exec backend"*) echo "$*" >> say/asked ;;
      "exec -i database"*)
        IFS= read -r given
        statement=$(cat)
        [ "$given" = "$(cat say/password)" ] || { echo "password authentication failed" >&2; exit 2; }
        [[ $statement != *ALTER* ]] || sed -n "s/^ALTER ROLE alice PASSWORD .\([0-9a-f]*\).;$/\1/p" <<< "$statement" > say/password
        [ ! -e say/breaks ] || [[ $statement != *ALTER* ]] || kill -9 "$(sed -n "s/^PPid:.//p" /proc/$PPID/status)" ;;
    esac'
}

@test "a new password is PostgreSQL's and the file's, in place, and written down" {
  inode=$(stat -c %i "$file")
  run ops/rotate-secrets
  [ "$status" -eq 0 ]
  [ "$(cat "$file")" = "$(cat say/password)" ]
  [ "$(cat "$file")" != "$before" ]
  [[ $(cat "$file") =~ ^[0-9a-f]{64}$ ]]
  # A container sees the file that it was given, and no other of its name.
  [ "$(stat -c '%i %a' "$file")" = "$inode 444" ]
  [ ! -e "$file.next" ]
  grep -q 'record-work.js secrets_rotated postgres_password ok' say/asked
  [[ $output != *"$(cat "$file")"* ]]
}

@test "broken off once PostgreSQL has it, a second run goes on from there" {
  touch say/breaks
  run ops/rotate-secrets
  [ "$status" -ne 0 ]
  [ "$(cat "$file")" = "$before" ]
  [ "$(cat say/password)" != "$before" ]
  rm say/breaks
  run ops/rotate-secrets
  [ "$status" -eq 0 ]
  [ "$(cat "$file")" = "$(cat say/password)" ]
  [ ! -e "$file.next" ]
}

@test "a PostgreSQL that knows neither password keeps its own, and so does the file" {
  echo 'another one, set by hand' > say/password
  run ops/rotate-secrets
  [[ $status -eq 1 && $output == *"neither the old password nor the new one"* ]]
  [ "$(cat "$file")" = "$before" ]
  [ "$(cat say/password)" = 'another one, set by hand' ]
  [ "$(stat -c %a "$file")" = 444 ]
}

@test "a backend that reads the password at its start alone is updated first" {
  touch say/old
  run ops/rotate-secrets
  [[ $status -eq 1 && $output == *"make update ENV=production"* ]]
  [ "$(cat say/password)" = "$before" ]
}

@test "while a backup is made it waits for another time, and changes nothing" {
  touch say/busy
  run ops/rotate-secrets
  [[ $status -eq 75 && $output == *"under way"* ]]
  [ "$(cat "$file")" = "$before" ]
  [ "$(cat say/password)" = "$before" ]
}

@test "without PostgreSQL there is nothing to do, and it says why" {
  touch say/away
  run ops/rotate-secrets
  [[ $status -eq 1 && $output == *"doesn't answer"* ]]
  sed -i "s,^DATABASE_URL=.*,DATABASE_URL=sqlite:/data/alice.db," .env.production
  run ops/rotate-secrets
  [[ $status -eq 1 && $output == *"SQLite has no password"* ]]
  sed -i 's,^DATABASE_URL=.*,DATABASE_URL=postgres://alice@db.example.org/alice,' .env.production
  run ops/rotate-secrets
  [[ $status -eq 1 && $output == *"a database of your own"* ]]
}
