# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154  # root is of who sources it
#
# make_root DIR PACKAGE…: a bare Debian of this machine's release in DIR, by debootstrap, with what
# scripts/lib/root-packages lists. The PACKAGEs are not installed: they and all they depend on
# lie in its apt cache, so that apt-get can install them where there is no network; what they
# recommend too, where `with_recommended` is set.
#
# copy_root KIND DIR PACKAGE…: the same in DIR, a copy of one that is kept in build/debian-root as
# long as what is in it stays the same; one is kept for each KIND.
#
# To be sourced, with `root` set to the repository's top; needs listed_packages() of packages.sh.
# DIR is there when it is complete, and not before. What was downloaded is kept beside it.

# The package sources of this machine, of Debian's own ones only.
debian_sources() {
    # shellcheck disable=SC2016  # the placeholders are apt-get's
    apt-get indextargets --format 'deb $(REPO_URI) $(RELEASE) $(COMPONENT)' \
        'Created-By: Packages' 'Origin: Debian' | sort -u
}

# chroot_in DIR COMMAND…: with /proc, in namespaces that end with the command.
chroot_in() {
    # shellcheck disable=SC2016  # expanded inside
    unshare --pid --mount --fork --kill-child sh -c '
        mount -t proc proc "$0/proc" && exec chroot "$0" "$@"' "$@"
}

# No timers that would go to the network at a time of their own; no login at a console that is not
# there; no waiting for a disk that loses power: what is installed here is thrown away.
quiet_root() {
    echo force-unsafe-io >"$1/etc/dpkg/dpkg.cfg.d/unsafe-io"
    local unit
    for unit in apt-daily.timer apt-daily-upgrade.timer console-getty.service; do
        ln -sf /dev/null "$1/etc/systemd/system/$unit"
    done
}

fill_root() {
    local made=$1 suite=$2 mirror=$3 included
    shift 3
    included=$(listed_packages "$root/scripts/lib/root-packages" | paste -sd,)
    debootstrap --variant=minbase --include="$included" --cache-dir="$debs" \
        "$suite" "$made" "$mirror" || return
    debian_sources >"$made/etc/apt/sources.list"
    # Kept from the first root for the next one.
    cp -n "$debs"/*.deb "$made/var/cache/apt/archives/"
    chroot_in "$made" apt-get -q update || return
    chroot_in "$made" apt-get -q -y -o APT::Install-Recommends="${with_recommended:-no}" \
        install --download-only "$@" || return
    cp -n "$made"/var/cache/apt/archives/*.deb "$debs/"
    quiet_root "$made"
}

make_root() (
    dir=$1
    shift
    debs=$(dirname "$dir")/debs
    suite=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
    mirror=$(debian_sources | awk -v suite="$suite" '$3 == suite { print $2; exit }')
    if [[ -z $mirror ]]; then
        echo "make_root: this machine has no package source of Debian ${suite:-?}" >&2
        exit 1
    fi
    mkdir -p "$debs"
    made=$(mktemp -d "$dir.XXXXXX")
    chmod 0755 "$made"
    trap 'rm -rf "$made"' EXIT
    if ! fill_root "$made" "$suite" "$mirror" "$@" >"$dir.log" 2>&1; then
        tail -n 30 "$dir.log" >&2
        exit 1
    fi
    mv "$made" "$dir"
)

copy_root() {
    local kind=$1 live=$2 kept=$root/build/debian-root key base
    shift 2
    key=$(cat "$root/scripts/lib/root-"{packages,make.sh} - <<<"$* ${with_recommended:-}" | sha256sum)
    base=$kept/$kind-${key:0:16}
    mkdir -p "$kept"
    if [[ ! -d $base ]]; then
        echo "$kind: making a Debian root with $# packages at hand"
        # Those of other packages are of no more use.
        find "$kept" -maxdepth 1 -name "$kind-*" -exec rm -rf {} +
        make_root "$base" "$@"
    fi
    cp -a --reflink=auto "$base/." "$live/"
}
