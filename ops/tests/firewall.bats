# The firewall for real, in network namespaces: `outside` asks, `machine` is guarded, `container` stands for one behind
# a bridge of Docker's whose ports are published the way Docker does it. The machine that runs the tests is not touched.

setup_file() {
  [ "$(id -u)" = 0 ] || { echo "network namespaces take root" >&2; return 1; }
  export root name
  root=$(cd "$BATS_TEST_DIRNAME/../.." && pwd -P)
  name=alice-t$$
  for space in outside machine container; do ip netns add "$name-$space"; done
  outside() { ip -n "$name-outside" "$@"; }
  machine() { ip -n "$name-machine" "$@"; }
  container() { ip -n "$name-container" "$@"; }
  outside link add out0 type veth peer name wan0 netns "$name-machine"
  container link add eth0 type veth peer name port0 netns "$name-machine"
  machine link add br-0123456789ab type bridge
  machine link set port0 master br-0123456789ab
  for space in outside machine container; do ip -n "$name-$space" link set lo up; done
  outside link set out0 up
  container link set eth0 up
  for device in wan0 port0 br-0123456789ab; do machine link set "$device" up; done
  outside addr add 192.0.2.2/24 dev out0
  outside addr add 2001:db8::2/64 dev out0 nodad
  machine addr add 192.0.2.1/24 dev wan0
  machine addr add 2001:db8::1/64 dev wan0 nodad
  machine addr add 172.18.0.1/24 dev br-0123456789ab
  container addr add 172.18.0.2/24 dev eth0
  container route add default via 172.18.0.1
  outside route add 172.18.0.0/24 via 192.0.2.1
  ip netns exec "$name-machine" bash -c 'echo 1 > /proc/sys/net/ipv4/ip_forward'

  listen machine 22 80 443 3000 5432 7071 8000 9090 11434
  listen container 8080 5432
}

teardown_file() {
  for pid in $(cat "$BATS_FILE_TMPDIR"/*.pid); do kill "$pid"; done
  for space in outside machine container; do ip netns del "$name-$space"; done
}

in_machine() { ip netns exec "$name-machine" "$@"; }

listen() { # space, port…
  local space=$1 deadline=$((SECONDS + 10))
  shift
  ip netns exec "$name-$space" "$root/node_modules/.bin/node" -e '
    for (const port of process.argv.slice(1)) require("node:net").createServer((s) => s.on("error", () => {}).write("hello\n") && s.pipe(s)).listen(+port, "::");' "$@" 3>&- >/dev/null 2>&1 &
  echo $! > "$BATS_FILE_TMPDIR/$space.pid"
  until [ "$(ip netns exec "$name-$space" ss -Hltn | wc -l)" -ge $# ]; do
    ((SECONDS < deadline)) || { echo "nothing listens in $space" >&2; return 1; }
    sleep 0.1
  done
}

# Which of the ports answer: with their word, not with an accepted connection alone.
open_from() { # space, address, port…
  local space=$1 address=$2 port
  shift 2
  for port in "$@"; do
    if ip netns exec "$name-$space" timeout 5 bash -c "exec 3<>/dev/tcp/$address/$port && read -r word <&3 && [ \"\$word\" = hello ]" 2>/dev/null; then echo "$port"; fi
  done | xargs
}
all="22 80 443 3000 5432 7071 8000 9090 11434"

setup() {
  export ALICE_FIREWALL_CONFIG=$BATS_TEST_TMPDIR/firewall.conf
  printf 'SSH_PORTS="22"\nOPEN_PORTS="80 443"\n' > "$ALICE_FIREWALL_CONFIG"
}

# What Docker does for `-p`: chains of its own, a jump from FORWARD, and the address rewritten.
publish() {
  in_machine iptables -w -C FORWARD -j DOCKER-USER 2>/dev/null && return
  in_machine iptables -w -N DOCKER-USER 2>/dev/null || :
  in_machine iptables -w -A FORWARD -j DOCKER-USER
  in_machine iptables -w -N DOCKER
  in_machine iptables -w -A FORWARD -o br-0123456789ab -j DOCKER
  in_machine iptables -w -A DOCKER -d 172.18.0.2 -j ACCEPT
  in_machine iptables -w -t nat -A PREROUTING -i wan0 -p tcp --dport 80 -j DNAT --to 172.18.0.2:8080
  in_machine iptables -w -t nat -A PREROUTING -i wan0 -p tcp --dport 8000 -j DNAT --to 172.18.0.2:8080
  in_machine iptables -w -t nat -A PREROUTING -i wan0 -p tcp --dport 5432 -j DNAT --to 172.18.0.2:5432
}

count() { { in_machine iptables-save; in_machine ip6tables-save; } | grep -c '^-A'; }

@test "without the firewall every port answers, or this test would show nothing" {
  [ "$(open_from outside 192.0.2.1 $all)" = "$all" ]
  [ "$(open_from outside 2001:db8::1 $all)" = "$all" ]
}

@test "with it just ssh and the web ports answer, over IPv4 and IPv6" {
  in_machine "$root/ops/host/alice-firewall" start
  [ "$(open_from outside 192.0.2.1 $all)" = "22 80 443" ]
  [ "$(open_from outside 2001:db8::1 $all)" = "22 80 443" ]
  in_machine bash -c 'exec 3<>/dev/tcp/127.0.0.1/8000'
  [ "$(open_from container 172.18.0.1 11434)" = 11434 ]
}

@test "what is refused is refused at once, and a ping is answered" {
  run ip netns exec "$name-outside" timeout 5 bash -c 'exec 3<>/dev/tcp/192.0.2.1/8000'
  [ "$status" -eq 1 ]
  [[ $output == *"Connection refused"* ]]
}

@test "started again it has the same rules, once" {
  before=$(count)
  in_machine "$root/ops/host/alice-firewall" start
  in_machine "$root/ops/host/alice-firewall" start
  [ "$(count)" = "$before" ]
  [ "$(in_machine iptables -S INPUT | grep -c ALICE-INPUT)" -eq 1 ]
  [[ $(in_machine iptables -S ALICE-INPUT | sed -n 2p) == *"--dport 22 -j RETURN" ]]
}

@test "a port that Docker publishes is as closed as any other, and so is a container's own address" {
  publish
  [ "$(open_from outside 192.0.2.1 $all)" = "22 80 443" ]
  [ "$(open_from outside 172.18.0.2 8080 5432)" = "" ]
}

@test "without the rules for Docker they would have been open" {
  in_machine iptables -w -D DOCKER-USER -j ALICE-DOCKER
  [ "$(open_from outside 192.0.2.1 $all)" = "22 80 443 5432 8000" ]
  [ "$(open_from outside 172.18.0.2 8080 5432)" = "8080 5432" ]
  in_machine "$root/ops/host/alice-firewall" start
  [ "$(open_from outside 192.0.2.1 $all)" = "22 80 443" ]
}

@test "a connection that was open before stays open, though its port is closed now" {
  in_machine "$root/ops/host/alice-firewall" stop
  ip netns exec "$name-outside" bash -c '
    exec 3<>/dev/tcp/192.0.2.1/7071
    read -r -t 5 word <&3 && [ "$word" = hello ]
    ip netns exec "$0" "$1" start
    echo still >&3
    read -r -t 5 word <&3 && [ "$word" = still ]' "$name-machine" "$root/ops/host/alice-firewall"
  [ "$(open_from outside 192.0.2.1 7071)" = "" ]
}

@test "what another firewall refuses stays refused" {
  in_machine iptables -w -A INPUT -p tcp --dport 443 -j DROP
  in_machine "$root/ops/host/alice-firewall" start
  [ "$(open_from outside 192.0.2.1 443)" = "" ]
  in_machine iptables -w -D INPUT -p tcp --dport 443 -j DROP
}

@test "another ssh port and more web ports are let in where they are named" {
  printf 'SSH_PORTS="5432"\nOPEN_PORTS="80 443 3000"\n' > "$ALICE_FIREWALL_CONFIG"
  in_machine "$root/ops/host/alice-firewall" start
  [ "$(open_from outside 2001:db8::1 $all)" = "80 443 3000 5432" ]
}

@test "a setting that is no port changes nothing" {
  printf 'SSH_PORTS="22"\nOPEN_PORTS="80 -j ACCEPT"\n' > "$ALICE_FIREWALL_CONFIG"
  before=$(in_machine iptables-save | grep '^-A')
  run in_machine "$root/ops/host/alice-firewall" start
  [ "$status" -eq 1 ]
  [[ $output == *"'-j' is no port"* ]]
  [ "$(in_machine iptables-save | grep '^-A')" = "$before" ]
}

@test "a way out with the name of a Docker bridge is refused, since it would be open" {
  in_machine ip route add default dev br-0123456789ab
  run in_machine "$root/ops/host/alice-firewall" start
  in_machine ip route del default
  [ "$status" -eq 1 ]
  [[ $output == *"rename it"* ]]
}

@test "stopped, it leaves nothing of its own and everything of others" {
  in_machine "$root/ops/host/alice-firewall" stop
  run in_machine iptables-save
  [[ $output != *ALICE* && $output == *"--to-destination 172.18.0.2:8080"* ]]
  run in_machine ip6tables-save
  [[ $output != *ALICE* ]]
  [ "$(open_from outside 2001:db8::1 $all)" = "$all" ]
  in_machine "$root/ops/host/alice-firewall" stop
}
