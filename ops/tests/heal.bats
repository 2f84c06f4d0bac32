load bench.bash

setup() {
  set_up_bench
  ops/init
  mkdir -p say
  healer=state/development/heal
  # What the engine says of the containers is in say/containers, what it was told in calls.
  fake docker 'case $1 in
    ps) case $* in *health=healthy*) echo id-backend ;; *) cat say/containers ;; esac ;;
    exec) cat > told ;;
    inspect) cat say/restarts ;;
    *) echo "docker $*" >> calls ;;
  esac'
  export HEAL_PAUSE=0
}

are() { printf '%b\n' "$@" > say/containers; }
calls() { cat calls 2>/dev/null || :; }

@test "what is well, starting or stopped is left alone" {
  are 'a-nginx-1\tUp 2 minutes (healthy)' 'a-backend-1\tUp 2 seconds (health: starting)' 'a-nlu-1\tExited (0) 2 minutes ago' 'a-x-1\tUp 2 days'
  ops/heal
  [ ! -e calls ]
}

@test "an unhealthy one is started anew five times, then there is an alarm, once, and no more" {
  are 'a-backend-1\tUp 2 minutes (unhealthy)'
  for _ in 1 2 3 4 5; do ops/heal; done
  [ "$(calls | grep -c 'restart .*a-backend-1')" = 5 ]
  [ ! -e "$healer/a-backend-1.alarm" ]
  run ops/heal
  [[ $output == *'"level":"error"'*"left alone"*a-backend-1* ]]
  run ops/heal
  [ -z "$output" ]
  [ "$(calls | grep -c restart)" = 5 ]
  grep -q '^a-backend-1: started anew 5 times, and unhealthy again' told
}

@test "the next try waits longer each time" {
  are 'a-backend-1\tUp 2 minutes (unhealthy)'
  export HEAL_PAUSE=1000
  ops/heal
  ops/heal
  [ "$(calls | grep -c restart)" = 1 ]
  read -r attempts not_before _ < "$healer/a-backend-1"
  [ "$attempts" = 1 ]
  ((not_before > $(date +%s) + 990))
}

@test "the alarm ends, and tries begin anew, once it has been healthy for a minute" {
  are 'a-backend-1\tUp 2 minutes (unhealthy)'
  for _ in 1 2 3 4 5 6; do ops/heal; done
  are 'a-backend-1\tUp 2 minutes (healthy)'
  ops/heal
  [ -e "$healer/a-backend-1.alarm" ]
  echo $(($(date +%s) - 61)) > "$healer/a-backend-1.well"
  run ops/heal
  [[ $output == *"well again"* ]]
  [ ! -e "$healer/a-backend-1.alarm" ]
  [ ! -s told ]
  are 'a-backend-1\tUp 2 minutes (unhealthy)'
  ops/heal
  [ "$(calls | grep -c restart)" = 6 ]
}

@test "a paused one gets ten seconds, then goes on and is started anew" {
  are 'a-backend-1\tUp 2 minutes (Paused)'
  ops/heal
  [ ! -e calls ]
  echo "0 $(($(date +%s) - 1)) 0" > "$healer/a-backend-1"
  ops/heal
  [ "$(calls)" = $'docker unpause a-backend-1\ndocker restart -t 10 a-backend-1' ]
}

@test "one that keeps ending is Docker's to start; after five times there is an alarm" {
  are 'a-backend-1\tRestarting (1) 2 seconds ago'
  echo 1 > say/restarts
  ops/heal
  echo 4 > say/restarts
  ops/heal
  [ ! -e "$healer/a-backend-1.alarm" ]
  echo 5 > say/restarts
  run ops/heal
  [[ $output == *"keeps ending: started 5 times"* ]]
  [ ! -e calls ]
}

@test "what Docker started in other months does not count" {
  are 'a-backend-1\tRestarting (1) 2 seconds ago'
  echo 40 > say/restarts
  ops/heal
  [ ! -e "$healer/a-backend-1.alarm" ]
  are 'a-backend-1\tUp 2 minutes (healthy)'
  ops/heal
  echo $(($(date +%s) - 61)) > "$healer/a-backend-1.well"
  ops/heal
  are 'a-backend-1\tRestarting (1) 2 seconds ago'
  echo 45 > say/restarts
  ops/heal
  [ ! -e "$healer/a-backend-1.alarm" ]
}

@test "while an update has two of each, it looks away" {
  are 'a-backend-1\tUp 2 minutes (unhealthy)'
  mkdir -p state/development
  exec 7> state/development/update.lock
  flock -n 7
  ops/heal
  [ ! -e calls ]
}

@test "of two loops one looks, and a loop ends where its note is gone" {
  are 'a-backend-1\tUp 2 minutes (healthy)'
  exec 6> somebodys.lock
  flock -n 6
  ops/heal loop 3>&- &
  loop=$!
  for _ in $(seq 100); do [ ! -s "$healer.pid" ] || break; sleep 0.1; done
  [ "$(cat "$healer.pid")" = "$loop" ]
  exec 6>&-
  flock -n somebodys.lock true
  run flock -n "$healer.lock" true
  [ "$status" -eq 1 ]
  rm "$healer.pid"
  wait "$loop"
}

@test "a paused database gets two minutes" {
  are 'a-postgres-1\tUp 2 minutes (Paused)' 'a-nlu-1\tUp 2 minutes (Paused)'
  ops/heal
  read -r _ database _ < "$healer/a-postgres-1"
  read -r _ nlu _ < "$healer/a-nlu-1"
  [ $((database - nlu)) = 110 ]
}
