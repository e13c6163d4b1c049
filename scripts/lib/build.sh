# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# build_with PRESET TARGET…: configures where needed and builds in parallel; sets `built` to the
# build folder. To be sourced, with `root` set to the repository's top.

build_with() {
    local preset=$1
    shift
    built=$root/build/$preset
    echo "build: preset $preset, $(nproc) at a time, in build/$preset"
    if [[ ! -e $built/build.ninja ]]; then
        (cd "$root" && cmake --preset "$preset" >/dev/null)
    fi
    (cd "$root" && cmake --build "$built" --parallel "$(nproc)" --target "$@")
}
