# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154  # root is of who sources it
#
# lint DIR: what reads packages without installing them, over those that build_deb and build_rpm left
# in DIR/deb and DIR/rpm. Each check prints what it found; the first that finds something fails, with
# all of them looked at before.

# How much a unit may leave open, in the words of `systemd-analyze security`.
readonly most_exposure=15

# One number, written in three places by three formats.
check_versions() {
    local version debian spec
    version=$(project_version)
    debian=$(published <"$root/packaging/debian/changelog" | dpkg-parsechangelog -l - -S Version)
    spec=$(sed -n 's/^Version: *//p' "$root/packaging/rpm/postern.spec")
    echo "versions: $version, .deb $debian, .rpm $spec"
    [[ ${debian%-*} == "$version" && $spec == "$version" ]]
}

# What CMake looks for is in scripts/packages, and the .deb's build takes the same packages.
check_build_packages() {
    local needed
    needed=$(listed_packages "$root/scripts/packages" | grep -e '-dev$' | grep -v -e '^libgtest' -e '^libclang')
    diff <(sort <<<"$needed") \
        <(sed -n '/^Build-Depends:/,/^$/p' "$root/packaging/debian/control" | tr -d ' ,' | grep -e '-dev$' | sort)
}

check_deb() { lintian --pedantic --allow-root --fail-on error,warning,info,pedantic "$1"/deb/*.changes; }

# Of Debian's own rpmlint: the names of Fedora's documents are no programs of this machine's.
check_rpm() { rpmlint --config "$root/packaging/rpm/rpmlint.toml" "$1"/rpm/*.rpm; }

check_unit() {
    local unit=$1
    # What is open, and the figure; the threshold is in tenths.
    systemd-analyze security --offline=true --threshold=$most_exposure --no-pager "$unit" | grep -e ✗ -e →
    return "${PIPESTATUS[0]}"
}

check_man_pages() {
    local page program
    for program in "$1"/usr/sbin/*; do
        [[ -e $1/usr/share/man/man8/${program##*/}.8.gz ]] || { echo "no manual page: $program" && return 1; }
    done
    for page in "$1"/usr/share/man/man?/*; do
        LC_ALL=C.UTF-8 man --warnings -E UTF-8 -l -Tutf8 -Z "$page" 2>&1 >/dev/null | grep . && return 1
    done
    return 0
}

check_completions() {
    bash -n "$1/usr/share/bash-completion/completions/postern" &&
        zsh -n "$1/usr/share/zsh/vendor-completions/_postern"
}

# Read and not loaded: the kernel that builds need not have AppArmor.
check_profile() {
    apparmor_parser --skip-kernel-load --skip-cache --base /etc/apparmor.d \
        "$1/etc/apparmor.d/usr.sbin.posternd"
}

check_scripts() { sh -n "$root/packaging/debian/postern.postinst" && sh -n "$root/packaging/debian/postern.postrm"; }

lint() {
    local packages=$1 check failed='' files
    [[ -d $packages/deb && -d $packages/rpm ]] ||
        { echo "package: first scripts/package deb and scripts/package rpm" >&2 && return 1; }
    files=$(mktemp -d)
    dpkg-deb -x "$packages"/deb/postern_*.deb "$files"
    for check in versions build_packages scripts "man_pages $files" "completions $files" \
        "profile $files" "unit $files/lib/systemd/system/postern.service" "deb $packages" "rpm $packages"; do
        echo "lint: ${check%% *}"
        # shellcheck disable=SC2086  # a name and its argument
        check_$check || { echo "lint: ${check%% *}: failed" && failed=yes; }
    done
    rm -rf "$files"
    [[ -z $failed ]]
}
