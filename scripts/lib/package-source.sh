# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154  # root is of who sources it
#
# The sources that packages are built of: what is committed, and nothing that lies about beside it.
# To be sourced, with `root` set to the repository's top. What is committed while packages are built is
# not in them.

commit=$(git -C "$root" rev-parse HEAD)
readonly commit

project_version() { sed -n 's/^project(postern VERSION \([0-9.]*\).*/\1/p' "$root/CMakeLists.txt"; }

# publisher WHAT: of packaging/publisher.
publisher() { git -C "$root" show $commit:packaging/publisher | sed -n "s/^$1=//p"; }

# A file on standard input, with the publisher in it.
published() {
    local homepage
    homepage=$(publisher homepage)
    sed -e "s|@MAINTAINER@|$(publisher maintainer)|" -e "${homepage:+s|@HOMEPAGE@|$homepage|}" -e '/@HOMEPAGE@/d'
}

tell_uncommitted() {
    [[ -z $(git -C "$root" status --porcelain --untracked-files=no) ]] ||
        echo "package: what is not committed is not built" >&2
}

# source_archive: a tar of them on standard output, below postern-VERSION/; the same bytes for
# the same commit.
source_archive() {
    git -C "$root" -c tar.umask=0022 archive --format=tar --prefix="postern-$(project_version)/" "$commit"
}
