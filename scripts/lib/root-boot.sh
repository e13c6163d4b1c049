# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154  # root is of who sources it
#
# Boots a Debian root with its own systemd, in namespaces with loopback for a network, so that what
# an administrator does on a server can be done here: nothing of this machine is touched.
#
#   boot_root DIR [ADDRESS…]  until it runs; sets `init`, its first process as seen from here; the
#                         addresses are its own besides 127.0.0.1
#   in_root COMMAND…      inside, as root, with a login's PATH
#   halt_root             shut down in order, as `systemctl poweroff` does; then it can boot again
#   no_root               says why none can be booted here, and fails where one can
#
# To be sourced, with `root` set to the repository's top; needs root. The root ends with the shell
# that booted it, however that ends: its init is killed with it, and takes everything in it along.

no_root() {
    local tool
    ((EUID == 0)) || { echo "that needs root" && return; }
    for tool in debootstrap unshare nsenter setpriv ip pivot_root; do
        command -v "$tool" >/dev/null || { echo "there is no $tool" && return; }
    done
    # shellcheck disable=SC2016
    unshare --pid --mount --net --uts --ipc --cgroup --fork --kill-child sh -c '
        mount -t proc proc /proc && mount -t sysfs -o ro sysfs /mnt && mount -t cgroup2 none /mnt &&
        mkdir "/mnt/$0" && rmdir "/mnt/$0"' "postern-try-$$" 2>&1 || {
        echo "no namespaces with proc, sysfs and cgroup2 of their own" && return
    }
    return 1
}

readonly root_group=postern-root-$$

# The folders that the root's systemd made for its cgroups, all empty by then.
remove_root_group() {
    # shellcheck disable=SC2016
    unshare --mount sh -c '
        mount -t cgroup2 none /mnt || exit 0
        here=/mnt$(sed -n "s/^0:://p" /proc/self/cgroup)
        [ ! -d "$here/$0" ] || find "$here/$0" -depth -type d -exec rmdir {} +' "$root_group"
}

boot_root() {
    local dir=$1 tries state=
    shift
    setpriv --pdeathsig KILL unshare --pid --mount --net --uts --ipc --fork --kill-child=KILL \
        "$root/scripts/lib/root-init" "$dir" "$root_group" "$@" >"$dir.console" 2>&1 </dev/null &
    outer=$! init=
    for ((tries = 0; tries < 600; ++tries)); do
        kill -0 "$outer" 2>/dev/null || break
        init=$(cat "/proc/$outer/task/$outer/children" 2>/dev/null || true)
        init=${init%% *}
        state=$([[ -z $init ]] || in_root systemctl is-system-running 2>/dev/null || true)
        [[ $state != running && $state != degraded ]] || return 0
        sleep 0.1
    done
    echo "boot_root: $dir does not come up: ${state:-nothing}" >&2
    cat "$dir.console" >&2
    return 1
}

in_root() {
    nsenter --target "$init" --pid --mount --net --uts --ipc --cgroup --root \
        env -i --chdir=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
        LC_ALL=C.UTF-8 "$@"
}

halt_root() {
    in_root systemctl poweroff || true
    gone_within 60 || echo "halt_root: it does not end, and is killed" >&2
    kill_root
}

gone_within() {
    local tries
    for ((tries = 0; tries < $1 * 10; ++tries)); do
        kill -0 "$outer" 2>/dev/null || return 0
        sleep 0.1
    done
    return 1
}

kill_root() {
    [[ -n ${outer:-} ]] || return 0
    # The first process inside, where there is one: its parent ends when all of them have.
    kill -KILL "${init:-$outer}" 2>/dev/null || true
    wait "$outer" 2>/dev/null || true
    outer='' init=''
    remove_root_group
}
