# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# build_deb DIR: the .deb, its debug symbols and the source package in DIR, which is made anew. The
# time in them is that of packaging/debian/changelog. To be sourced with package-source.sh.

build_deb() {
    local dir=$1 version tree named
    version=$(project_version)
    tree=$dir/postern-$version
    rm -rf "$dir"
    mkdir -p "$dir"
    source_archive >"$dir/source.tar"
    xz --threads=1 <"$dir/source.tar" >"$dir/postern_$version.orig.tar.xz"
    tar -xf "$dir/source.tar" -C "$dir"
    rm "$dir/source.tar"
    cp -a "$tree/packaging/debian" "$tree/debian"
    for named in control changelog NEWS; do
        published <"$tree/packaging/debian/$named" >"$tree/debian/$named"
    done
    echo "package: dpkg-buildpackage, $(nproc) at a time, in $dir"
    if ! (cd "$tree" && LC_ALL=C.UTF-8 DEB_BUILD_OPTIONS="parallel=$(nproc) ${DEB_BUILD_OPTIONS:-}" \
        dpkg-buildpackage --no-sign) >"$dir.log" 2>&1; then
        tail -n 40 "$dir.log" >&2
        return 1
    fi
    rm -rf "$tree"
}

tell_deb() {
    local dir=$1 deb
    for deb in "$dir"/*.deb; do echo "$(stat -c '%9s' "$deb") ${deb#"$root"/}"; done
    dpkg-deb --fsys-tarfile "$dir"/postern_*.deb | tar -tv |
        awk '$NF ~ /sbin\/postern/ { printf "%9d %s, stripped\n", $3, substr($NF, 2) }'
}
