# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154  # root is of who sources it
#
# build_rpm DIR: the .rpms and the source package in DIR, which is made anew. On Fedora its own rpm
# knows all that the spec asks for; elsewhere packaging/rpm/macros.fedora says it, and what the spec
# wants to build has other names, so that it is not looked for. To be sourced with package-source.sh.

# Always the same: the source package says where it was built.
rpm_top=$root/build/package/rpmbuild

rpm_settings() {
    printf '%s\0' --define "_topdir $rpm_top"
    [[ -e /etc/fedora-release || -e /etc/redhat-release ]] ||
        printf '%s\0' --load "$root/packaging/rpm/macros.fedora" --nodeps
}

build_rpm() {
    local dir=$1 version settings
    version=$(project_version)
    rm -rf "$dir" "$rpm_top"
    mkdir -p "$dir" "$rpm_top/SOURCES"
    git -C "$root" show $commit:packaging/rpm/postern.spec | published >"$rpm_top/postern.spec"
    source_archive | gzip --no-name >"$rpm_top/SOURCES/postern-$version.tar.gz"
    mapfile -d '' -t settings < <(rpm_settings)
    echo "package: rpmbuild, $(nproc) at a time, in $rpm_top"
    if ! rpmbuild "${settings[@]}" --define "_smp_mflags -j$(nproc)" -ba \
        "$rpm_top/postern.spec" >"$dir.log" 2>&1; then
        tail -n 40 "$dir.log" >&2
        return 1
    fi
    mv "$rpm_top"/RPMS/*/*.rpm "$rpm_top"/SRPMS/*.rpm "$dir/"
    rm -rf "$rpm_top"
}

tell_rpm() {
    local rpm
    for rpm in "$1"/*.rpm; do echo "$(stat -c '%9s' "$rpm") ${rpm#"$root"/}"; done
    rpm -qp --qf '[%{FILESIZES} %{FILENAMES}\n]' "$1"/postern-[0-9]*."$(uname -m)".rpm 2>/dev/null |
        awk '$2 ~ /sbin\/postern/ { printf "%9d %s, stripped\n", $1, $2 }'
}
