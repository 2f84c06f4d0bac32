load bench.bash
load rehearsal.bash

setup() {
  set_up_bench
  unset APPLY REBOOT OPEN_PORTS SSH_PORTS DEPLOY_USER ROOT SSH_CONNECTION
  export ENV=production MEMINFO=$BATS_TEST_TMPDIR/meminfo OS_RELEASE=$BATS_TEST_TMPDIR/os-release
  printf 'MemTotal: 8388608 kB\nSwapTotal: 0 kB\n' > "$MEMINFO"
  echo 'ID=debian' > "$OS_RELEASE"
  fake docker 'exit 1'
  fake dpkg-query 'exit 1'
  # Whatever would change the machine is written down instead.
  for command in apt-get systemctl sysctl mkswap swapoff; do fake "$command" "echo \"$command \$*\" >> '$bench/calls'"; done
  fake sshd 'printf "port 22\nlistenaddress [::]:22\nlistenaddress 0.0.0.0:22\n"'
  fake ss 'exit 0'
  scratch=$BATS_TEST_TMPDIR/scratch
}

# but for questions
nothing_called() { [ -z "$(grep -vE '^systemctl show|^sysctl -n' calls)" ]; }

@test "it says every step and changes nothing" {
  run make host-setup ENV=production < /dev/null
  [ "$status" -eq 0 ]
  for said in "apt-get install unattended-upgrades iptables" /etc/apt/apt.conf.d/20auto-upgrades /etc/apt/apt.conf.d/52unattended-upgrades-local \
    "Firewall: ssh (22) and 80 443 come in, all else is refused" /etc/alice/firewall.conf /usr/local/sbin/alice-firewall "lay the rules" \
    alice-firewall.service alice-firewall-docker.service "Swap: 2 GiB" "make /swapfile" /etc/sysctl.d/90-alice.conf vm.swappiness=10 \
    "Alice (production) at boot, as $(stat -c %U .), from $bench" "/etc/systemd/system/alice@.service" "alice-rebuild@.timer" \
    "nothing was changed. To do it: sudo make host-setup ENV=production APPLY=1"; do
    [[ $output == *"$said"* ]] || { echo "missing: $said"; false; }
  done
  nothing_called
  for path in /etc/alice /usr/local/sbin/alice-firewall /etc/systemd/system/alice@.service /swapfile; do [ ! -e "$path" ]; done
}

@test "the files are the same bytes the second time, and then there is nothing to do" {
  contents() { (cd "$scratch" && find . -type f -printf '%m ' -exec sha256sum {} + | sort); }
  ROOT=$scratch APPLY=1 REBOOT=1 run ops/host-setup
  [ "$status" -eq 0 ]
  first=$(contents)
  [ "$(find "$scratch" -path "$scratch/var" -prune -o -type f -print | wc -l)" -eq 11 ]
  ROOT=$scratch APPLY=1 REBOOT=1 run ops/host-setup
  [[ $status -eq 0 && $output == *"nothing to do"* ]]
  [ "$(contents)" = "$first" ]
  run grep -rE '@[A-Z]+@' "$scratch"
  [ "$status" -eq 1 ]
  nothing_called
}

@test "updates restart the machine only where that is asked for" {
  ROOT=$scratch APPLY=1 ops/host-setup
  grep -q 'Automatic-Reboot "false"' "$scratch/etc/apt/apt.conf.d/52unattended-upgrades-local"
  ROOT=$scratch APPLY=1 REBOOT=1 run ops/host-setup
  [[ $output == *'+Unattended-Upgrade::Automatic-Reboot "true"'* ]]
  grep -q 'Automatic-Reboot "true"' "$scratch/etc/apt/apt.conf.d/52unattended-upgrades-local"
}

@test "a machine with 16 GiB, or with swap, gets none" {
  printf 'MemTotal: 16777216 kB\nSwapTotal: 0 kB\n' > "$MEMINFO"
  ROOT=$scratch APPLY=1 ops/host-setup
  [ ! -e "$scratch/etc/systemd/system/swapfile.swap" ]
  printf 'MemTotal: 4194304 kB\nSwapTotal: 1048576 kB\n' > "$MEMINFO"
  ROOT=$scratch APPLY=1 ops/host-setup
  [ ! -e "$scratch/etc/systemd/system/swapfile.swap" ]
}

@test "--remove deletes what it placed, and puts back what was there before" {
  mkdir -p "$scratch/etc/apt/apt.conf.d"
  echo 'APT::Periodic::Unattended-Upgrade "0";' > "$scratch/etc/apt/apt.conf.d/20auto-upgrades"
  chmod 640 "$scratch/etc/apt/apt.conf.d/20auto-upgrades"
  echo 'net.ipv4.ip_forward = 1' > "$scratch/etc/sysctl.conf"
  ROOT=$scratch APPLY=1 ops/host-setup
  ROOT=$scratch APPLY=1 OPEN_PORTS="80 443 8444" ops/host-setup
  ROOT=$scratch run ops/host-setup --remove < /dev/null
  [[ $output == *"restore  /etc/apt/apt.conf.d/20auto-upgrades"*"nothing was changed"* ]]
  [ -e "$scratch/etc/alice/firewall.conf" ]
  ROOT=$scratch APPLY=1 run ops/host-setup --remove
  [ "$status" -eq 0 ]
  [ "$(cd "$scratch" && find . -type f | sort | xargs)" = "./etc/apt/apt.conf.d/20auto-upgrades ./etc/sysctl.conf" ]
  [ "$(stat -c %a "$scratch/etc/apt/apt.conf.d/20auto-upgrades")" = 640 ]
  [ "$(cat "$scratch/etc/apt/apt.conf.d/20auto-upgrades")" = 'APT::Periodic::Unattended-Upgrade "0";' ]
}

@test "a run for another environment closes nothing that an earlier one opened" {
  ROOT=$scratch APPLY=1 OPEN_PORTS="80 443 8081 8444" SSH_PORTS=2222 ops/host-setup
  ENV=staging ROOT=$scratch APPLY=1 run ops/host-setup
  [ "$status" -eq 0 ]
  [[ $(cat "$scratch/etc/alice/firewall.conf") == *'SSH_PORTS="22 2222"'*'OPEN_PORTS="80 443 8081 8444"'* ]]
}

@test "an environment whose ports stay closed is told so" {
  ENV=staging ROOT=$scratch run ops/host-setup < /dev/null
  [[ $output == *'staging answers on 8081, which stays closed'*'OPEN_PORTS="80 443 8081"'* ]]
}

@test "the ports of ssh are found: configuration, systemd's socket, listener, and the way that the caller came" {
  fake sshd 'printf "port 2201\nlistenaddress 192.0.2.1:2202\n"'
  fake systemctl 'echo "[::]:2203 (Stream)"'
  fake ss 'echo "LISTEN 0 128 0.0.0.0:2204 0.0.0.0:* users:((\"sshd\",pid=7,fd=3))"; echo "LISTEN 0 128 0.0.0.0:80 0.0.0.0:* users:((\"nginx\",pid=8,fd=3))"'
  [ "$(SSH_CONNECTION="192.0.2.9 50000 192.0.2.1 2205" ops/ssh-ports | xargs)" = "2201 2202 2203 2204 2205" ]
  for name in sshd systemctl ss; do fake "$name" 'exit 1'; done
  [ "$(ops/ssh-ports)" = 22 ]
}

@test "what it cannot do it refuses, and changes nothing" {
  refused() { # words…
    run ops/host-setup < /dev/null
    [ "$status" -eq 1 ]
    [[ $output == *"$1"* ]]
    [ ! -e "$scratch" ]
  }
  export ROOT=$scratch APPLY=1
  OPEN_PORTS="80,443" refused "ports with spaces between"
  SSH_PORTS=0 refused "ports with spaces between"
  DEPLOY_USER=nobody refused "usermod -aG docker nobody"
  fake docker 'echo nftables'
  refused "firewall-backend"
  fake docker 'exit 1'
  echo 'ID=fedora' > "$OS_RELEASE"
  refused "neither Debian nor Ubuntu"
  run ops/host-setup --undo
  [[ $status -eq 1 && $output == *"--remove"* ]]
}

@test "without root it says how to" {
  chmod -R a+rX "$BATS_TEST_TMPDIR"
  fake id '[ "$1" = -u ] && echo 1000 || exec /usr/bin/id "$@"'
  APPLY=1 run ops/host-setup
  [ "$status" -eq 1 ]
  [[ $output == *"this takes root: sudo make host-setup ENV=production APPLY=1"* ]]
  [ ! -e /etc/alice ]
}

@test "rehearsed for real in a copy of this machine: files, firewall, swap and units, twice, and taken back" {
  fake dd 'echo "dd $*" >> calls; truncate -s 1M /swapfile'
  fake swapon 'echo /swapfile'
  fake dpkg-query 'grep -q "^apt-get.*install" calls && printf "install ok installed\ninstall ok installed\n"'
  fake sysctl 'echo "sysctl $*" >> calls; case $* in "-n vm.swappiness") grep -q "sysctl -qw" calls && echo 10 ;; esac'
  fake systemctl 'echo "systemctl $*" >> calls
    link() { echo "/etc/systemd/system/multi-user.target.wants/${!#}"; }
    case $1 in
      is-enabled) [ -L "$(link "$@")" ] ;;
      enable) mkdir -p /etc/systemd/system/multi-user.target.wants; ln -s "/etc/systemd/system/${!#}" "$(link "$@")" ;;
      disable) rm "$(link "$@")" ;;
    esac'
  export SYSTEMD_RUNNING=/etc
  run rehearse '
    mkdir -p /etc/apt/apt.conf.d; echo before > /etc/apt/apt.conf.d/20auto-upgrades
    APPLY=1 ops/host-setup
    iptables -S INPUT; iptables -S ALICE-INPUT; ip6tables -S DOCKER-USER
    stat -c "mode %a %n" /usr/local/sbin/alice-firewall /etc/systemd/system/alice@.service
    echo == verify; systemd-analyze verify --man=no alice@production.service alice-rebuild@production.service alice-rebuild@production.timer \
      alice-firewall.service alice-firewall-docker.service swapfile.swap 2>&1 | grep -i alice || :
    systemd-analyze calendar "Sun 03:00" > /dev/null
    echo == again; APPLY=1 ops/host-setup; [ "$(iptables-save | grep -c "j ALICE-INPUT")" = 1 ]
    echo == back; APPLY=1 ops/host-setup --remove
    iptables-save; ip6tables-save; cat /etc/apt/apt.conf.d/20auto-upgrades; ls -d /etc/systemd/system/*alice* /swapfile /etc/alice /var/lib/alice-host-setup 2>&1 || :'
  echo "$output"
  [ "$status" -eq 0 ]
  [[ $output == *"-A INPUT -j ALICE-INPUT"*"--dport 22 -j RETURN"*"-A DOCKER-USER -j ALICE-DOCKER"* ]]
  [[ $output == *"mode 755 /usr/local/sbin/alice-firewall"*"mode 644 /etc/systemd/system/alice@.service"* ]]
  # systemd before 254 does not know two lines of alice@.service, as that says.
  verified=${output#*== verify}
  verified=${verified%%== again*}
  [ -z "$(grep -vE 'Unknown key( name)? .Restart(Steps|MaxDelaySec)' <<< "$verified" | tr -d '\n')" ]
  [[ ${output#*== again} == *"nothing to do"* ]]
  back=${output#*== back}
  [[ $back != *"-A "* && $back == *before* && $back == *"cannot access '/swapfile'"*"cannot access '/etc/alice'"*"cannot access '/var/lib/alice-host-setup'"* ]]
  [[ ${back#*before} != *alice@* ]]
  for call in "apt-get -qq install -y --no-install-recommends unattended-upgrades iptables" "mkswap -q /swapfile" "systemctl daemon-reload" \
    "systemctl enable alice@production.service" "systemctl enable --now alice-rebuild@production.timer" "systemctl enable alice-firewall.service" \
    "systemctl enable --now swapfile.swap" "systemctl disable alice@production.service" "swapoff /swapfile"; do
    grep -qxF -- "$call" calls || { echo "missing: $call"; false; }
  done
  [ ! -e /etc/alice ] && [ ! -e /usr/local/sbin/alice-firewall ]
}

@test "a step that fails stops it, and says that another run goes on" {
  fake apt-get 'exit 100'
  run rehearse 'APPLY=1 ops/host-setup || echo "ended with $?"; ls /etc/alice 2>&1 || :'
  [[ $output == *"stopped at the step above"*"ended with "*"cannot access '/etc/alice'"* ]]
}

@test "images are rebuilt on new base images, and what runs goes on where that fails" {
  ops/init
  sed -i 's/^NODE_IMAGE=.*/NODE_IMAGE=node:24-trixie-slim/; s/^NGINX_IMAGE=.*/NGINX_IMAGE=alice-base\/nginx:1.26/' .env.production
  fake docker 'echo "docker $*" >> calls'
  run ops/rebuild
  [ "$status" -eq 0 ]
  [[ $output == *"alice-base/nginx:1.26 is a stand-in"* ]]
  grep -qx 'docker pull -q node:24-trixie-slim' calls
  grep -q 'build --no-cache' calls
  grep -q ' up -d ' calls
  grep -qx 'docker image prune -f --filter label=com.docker.compose.project=alice-production' calls
  rm calls
  fake docker 'echo "docker $*" >> calls; [[ $* != *" build "* ]]'
  run ops/rebuild
  [ "$status" -eq 1 ]
  [ -z "$(grep -E ' up -d | prune ' calls)" ]
}
