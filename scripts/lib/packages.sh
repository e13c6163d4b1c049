# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# install_packages [FILE [SECTION]]: what scripts/packages lists, and only what of it is missing.
#
# To be sourced. Needs root only where something is missing. Starts no service: neither the mail
# server nor the signer that come with the packages is to run because somebody tried a demo.

# listed_packages FILE [SECTION]: the names in a list file, without comments and blank lines. What
# stands behind a line "[SECTION]" is only for those who ask for it.
listed_packages() {
    sed -e 's/#.*//' -e 's/[[:space:]]//g' -e '/^$/d' "$1" |
        awk -v wanted="[${2:-}]" '/^\[/ { section = $0; next } section == "" || section == wanted'
}

# The names on standard input that are not installed completely.
missing_packages() {
    local name state
    while read -r name; do
        # shellcheck disable=SC2016  # the placeholder is dpkg-query's
        state=$(dpkg-query --show --showformat='${db:Status-Abbrev}' "$name" 2>/dev/null || true)
        [[ $state == ?'i ' ]] || printf '%s\n' "$name"
    done
}

# Installs in a subshell of its own, so that the policy file is taken away however it ends.
apt_install() (
    policy=/usr/sbin/policy-rc.d
    if [[ ! -e $policy ]]; then
        trap 'rm -f "$policy"' EXIT
        printf '#!/bin/sh\nexit 101\n' >"$policy"
        chmod 0755 "$policy"
    fi
    export DEBIAN_FRONTEND=noninteractive
    if [[ " $* " == *' postfix '* ]]; then
        echo 'postfix postfix/main_mailer_type select No configuration' | debconf-set-selections
    fi
    apt-get -q -o DPkg::Lock::Timeout=120 update
    apt-get -q -y -o DPkg::Lock::Timeout=120 install --no-install-recommends "$@"
)

install_packages() {
    local list names missing
    list=${1:-$(dirname "${BASH_SOURCE[0]}")/../packages}
    # No process substitution: a bare root may have no /proc, and then no /dev/fd.
    names=$(listed_packages "$list" "${2:-}" | missing_packages)
    mapfile -t missing <<<"${names}"
    [[ -n $names ]] || missing=()
    if ((${#missing[@]} == 0)); then
        echo "packages: nothing is missing"
        return 0
    fi
    if ((EUID != 0)); then
        echo "packages: not installed: ${missing[*]}; run this as root, or install them" >&2
        return 1
    fi
    echo "packages: installing ${missing[*]}"
    apt_install "${missing[@]}"
}
