# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154,SC2034,SC2015,SC2016  # root, live and packages come from scripts/test-packages
#
# Steps of configure.sh: installations that are ended early, what an administrator had made before, the
# .rpm's scripts in the same places, and a service whose sandbox cannot be set up.

modes_of() { in_root stat -c '%n %U:%G %a' "$@"; }

what_the_administrator_made_stays() {
    local before paths=(/etc/postern /etc/postern/postern.yaml /etc/postern/keys /etc/postern/keys/current.key /var/lib/postern)
    stands_again
    in_root chmod 0755 /etc/postern
    in_root chown root:adm /etc/postern/postern.yaml
    in_root chmod 0750 /etc/postern/keys/current.key
    in_root chmod 2770 /etc/postern/keys
    before=$(modes_of "${paths[@]}")
    dpkg_ -i postern-new.deb
    [[ $(modes_of "${paths[@]}") == "$before" ]] || wrong "an upgrade changed: $(modes_of "${paths[@]}")"
    dpkg_ --remove postern
    dpkg_ -i postern-new.deb
    [[ $(modes_of "${paths[@]}") == "$before" ]] || wrong "an installation changed: $(modes_of "${paths[@]}")"
}

# wrap NAME…: in the root, these kill the postinst that calls them, where it is the call that
# /run/kill-at counts down to. They stand in front of the real ones in its PATH.
wrap() {
    local name
    for name; do
        cat >"$live/usr/local/sbin/$name" <<'END'
#!/bin/sh
PATH=/usr/sbin:/usr/bin:/sbin:/bin
is_postinst() { tr '\0' ' ' <"/proc/$1/cmdline" | grep -q postern.postinst; }
parent() { awk '/^PPid/ { print $2 }' "/proc/$1/status"; }
if [ -e /run/kill-at ] && is_postinst $PPID; then
    left=$(cat /run/kill-at)
    echo $((left - 1)) >/run/kill-at
    if [ "$left" -eq 0 ]; then
        pid=$PPID
        while is_postinst "$(parent "$pid")"; do pid=$(parent "$pid"); done
        kill -KILL "$pid"
    fi
fi
exec "${0##*/}" "$@"
END
        chmod 0755 "$live/usr/local/sbin/$name"
    done
}

# Each command that postinst calls is once its last; after a purge, which is simpler, every fifth.
killed_at_any_command_it_is_made_by_the_next() {
    local wrapped=(systemd-sysusers stat chown mkdir install mv rm od mktemp postern posternd dpkg-statoverride
        deb-systemd-helper deb-systemd-invoke systemd-tmpfiles) was_key='' at ended beginning stride
    for beginning in remove purge; do
        stride=1
        [[ $beginning == remove ]] || stride=5
        for ((at = 0; ; at += stride)); do
            stands_again
            dpkg_ --$beginning postern
            rm -rf "$live/etc/postern" "$live/var/lib/postern"
            wrap "${wrapped[@]}"
            ended=''
            in_root sh -c "echo $at >/run/kill-at"
            dpkg_ -i postern-new.deb || ended=yes
            in_root rm /run/kill-at
            (cd "$live/usr/local/sbin" && rm "${wrapped[@]}")
            dpkg_ --configure -a
            [[ $(standing) == 'new new new inactive' ]] || wrong "after $beginning, killed at command $at: $(standing)"
            modes_are_right || wrong "after $beginning, killed at command $at"
            [[ -z $(find "$live/etc/postern" "$live/var/lib/postern" -name '*new*') ]] ||
                wrong "after $beginning, killed at command $at, halves are left"
            [[ ! -e $live/var/lib/misc/postern.installing ]] || wrong "the mark stays"
            [[ -n $ended ]] || break
        done
        ((at > 10)) || wrong "only $at commands could be the last"
        echo "after $beginning: killed at each $stride. of $at commands" >&3
    done
}

# The administrator's settings are there before the package: it is to run as soon as it is installed.
a_reboot_before_configuring_changes_nothing() {
    dpkg_ --purge postern
    (cd "$live" && rm -rf "${everything[@]}")
    tar -C "$live" -xf "$live.stands"
    dpkg_ --unpack postern-new.deb
    halt_root
    boot_root "$live"
    dpkg_ --configure -a
    in_root systemctl is-enabled postern
    in_root systemctl is-active postern
    [[ ! -e $live/var/lib/misc/postern.installing ]] || wrong "the mark stays"
}

a_failed_removal_leaves_it_running() {
    stands_again
    echo 'exit 1' >>"$live/var/lib/dpkg/info/postern.prerm"
    ! dpkg_ --remove postern || wrong "it was removed"
    in_root systemctl is-active postern
    sed -i '$d' "$live/var/lib/dpkg/info/postern.prerm"
}

# scriptlet SECTION: of the spec, as rpm would run it.
scriptlet() {
    rpmspec -P --load "$root/packaging/rpm/macros.fedora" --without selinux "$root/packaging/rpm/postern.spec" 2>/dev/null |
        awk -v section="$1" '/^%/ { inside = $0 == section; next } inside'
}

the_rpms_scripts_make_the_same() {
    local said was_key
    stands_again
    was_key=$(cat "$live/etc/postern/keys/current.key")
    scriptlet %post >"$live/root/post"
    grep -q directory.new "$live/root/post" || wrong "that is not the script"
    in_root sh post 2
    [[ $(standing) == 'ours ours ours active' ]] || wrong "an upgrade: $(standing)"
    in_root systemctl stop postern
    rm "$live/etc/postern/keys/current.key" "$live"/var/lib/postern/directory.db*
    said=$(in_root sh post 2 2>&1)
    grep -q 'no such key file' <<<"$said" && grep -q 'was not made anew' <<<"$said" || wrong "said: $said"
    [[ $(standing) == 'ours - - inactive' ]] || wrong "an upgrade without key and directory: $(standing)"
    in_root sh post 1
    [[ $(standing) == 'ours new - inactive' ]] || wrong "an installation where the record was left: $(standing)"
    rm "$live"/var/lib/postern/state.db*
    in_root sh post 1
    [[ $(standing) == 'ours new new inactive' ]] || wrong "an installation: $(standing)"
    modes_are_right
}

# What the unit starts posternd as decides; as root reads all of it.
check_looks_as_the_unit_does() {
    local said
    stands_again
    in_root postern check >"$live.said" || true
    ! grep -E '^(configuration|keys|milter)' "$live.said" || wrong "$(cat "$live.said")"
    for line in '' 'daemon'; do
        printf 'milter:\n  user: "%s"\n' "$line" >"$live.milter"
        cat "$live/etc/postern/postern.yaml" "$live.milter" >"$live.yaml"
        cat "$live.yaml" >"$live/etc/postern/postern.yaml"
        in_root chown root:root /etc/postern/keys/current.key
        ! in_root systemctl restart postern || wrong "with user '$line' it starts"
        ! in_root postern check >"$live.said" || wrong "with user '$line': $(cat "$live.said")"
        sed -i '/^milter:/,$d' "$live/etc/postern/postern.yaml"
        [[ -n $line ]] || grep -q '^keys.files: postern may not read' "$live.said" || wrong "$(cat "$live.said")"
        [[ -z $line ]] || grep -q '^milter.user: postern.service runs posternd as postern' "$live.said" ||
            wrong "$(cat "$live.said")"
    done
}

# As in a container without user namespaces. What the kernel of this machine refuses it cannot refuse to
# one root alone; so it is the root's C library that refuses.
refuse_user_namespaces() {
    cc -shared -fPIC -x c -o "$live/lib/refuses.so" - <<'END'
#define _GNU_SOURCE
#include <errno.h>
#include <sched.h>
#include <sys/syscall.h>
#include <unistd.h>
int unshare(int flags) {
    if (!(flags & CLONE_NEWUSER)) return (int)syscall(SYS_unshare, flags);
    errno = EPERM;
    return -1;
}
END
    echo /lib/refuses.so >"$live/etc/ld.so.preload"
    in_root systemctl daemon-reexec
}

allow_user_namespaces() {
    rm "$live/etc/ld.so.preload"
    in_root systemctl daemon-reexec
    rm "$live/lib/refuses.so"
}

# with LINE: of a drop-in; without one, none.
with() {
    in_root mkdir -p /run/systemd/system/postern.service.d
    in_root rm -f /run/systemd/system/postern.service.d/sandbox.conf
    [[ -z $1 ]] || in_root sh -c "printf '[Service]\n%s\n' '$1' >/run/systemd/system/postern.service.d/sandbox.conf"
    in_root systemctl daemon-reload
}

start_anew() {
    in_root systemctl stop postern
    in_root systemctl reset-failed postern || true
    in_root systemctl start postern
}

# fails_for STATUS WORDS: a start does, and says so.
fails_for() {
    ! start_anew || wrong "$1: it counts as started"
    in_root systemctl status --no-pager postern >"$live.status" 2>&1 || true
    in_root journalctl --boot --unit postern --no-pager >"$live.journal"
    grep -q "status=$1" "$live.status" || wrong "$1: $(cat "$live.status")"
    grep -q "$2" "$live.journal" || wrong "$1: $(cat "$live.journal")"
    ! grep -q ']: not started: ' "$live.status" || wrong "$1: $(cat "$live.status")"
}

# As it was installed, all the same.
is_skipped() {
    cp "$live/etc/postern/postern.yaml" "$live.yaml"
    cat "$live/usr/share/postern/postern.yaml" >"$live/etc/postern/postern.yaml"
    start_anew || wrong "not to be configured is no failure"
    in_root systemctl status --no-pager postern >"$live.status" 2>&1 || true
    grep -q ']: not started: ' "$live.status" || wrong "$(cat "$live.status")"
    ! in_root systemctl is-failed postern || wrong "not to be configured is no failure"
    cat "$live.yaml" >"$live/etc/postern/postern.yaml"
}

a_sandbox_that_cannot_be_made_is_a_failed_start() {
    stands_again
    refuse_user_namespaces
    fails_for 217/USER 'Failed to set up user namespacing'
    is_skipped
    allow_user_namespaces
    with 'ReadWritePaths=/nonexistent'
    fails_for 226/NAMESPACE 'Failed to set up mount namespacing'
    with 'User=nobody-of-that-name'
    fails_for 217/USER 'Failed to determine user credentials'
    with ''
    is_skipped
    start_anew
}
