# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# What the checks in a root of Debian have in common: to say what is wrong, and to wait for what takes
# a moment there.

wrong() {
    echo "$*" >&2
    return 1
}

# until_so SECONDS WHAT COMMAND…: until it succeeds.
until_so() {
    local end=$((SECONDS + $1)) what=$2
    shift 2
    until "$@" >/dev/null 2>&1; do
        ((SECONDS < end)) || { wrong "waited in vain for $what" || return 1; }
        sleep 0.2
    done
}
