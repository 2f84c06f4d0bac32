# shellcheck shell=bash
# A copy of this machine's file system to try things in that would change the machine: what is written goes to memory
# and is gone afterwards, the network is an empty one, and swap, sysctl, mount and modules are out of reach.

# rehearse 'commands': in the copy, in the bench, as root; the fakes come first in PATH.
rehearse() {
  [ "$(id -u)" = 0 ] || { echo "a rehearsal takes root: mount and network namespaces" >&2; return 1; }
  # shellcheck disable=SC2016 # for the shell inside
  unshare -mn --propagation private bash -euc '
    mkdir "$0/copy"
    mount -t tmpfs tmpfs "$0/copy"
    mkdir "$0"/copy/{written,work,root}
    mount -t overlay overlay -o "lowerdir=/,upperdir=$0/copy/written,workdir=$0/copy/work" "$0/copy/root"
    mount -t proc -o ro proc "$0/copy/root/proc"
    mount --bind /dev "$0/copy/root/dev"
    mkdir -p "$0/copy/root$0"
    mount --bind "$0" "$0/copy/root$0"
    exec setpriv --bounding-set=-sys_admin,-sys_boot,-sys_module,-sys_rawio,-mknod chroot "$0/copy/root" bash -euc "cd \"\$0/alice\"; $1" "$0"
  ' "$BATS_TEST_TMPDIR" "$1"
}
