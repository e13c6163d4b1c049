# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154,SC2034  # root, live and packages come from scripts/test-packages
#
# The .rpms taken apart: what is in them, whose it is, what they do at installation, what they need.
# They were built on Debian, and the names of libraries in them are Debian's; nothing here installs
# them.

rpm_steps=(
    the_rpm_has_fedoras_files_modes_and_owners
    the_rpm_has_what_the_deb_has
    the_rpm_has_its_programs_stripped_and_hardened
    the_rpm_makes_a_key_and_a_directory_once_and_restarts_where_it_ran
    the_rpm_needs_what_fedora_has
    the_rpms_source_builds_of_fedoras_packages
    the_selinux_module_has_a_package_of_its_own
)

the_rpm() { echo "$packages"/rpm/postern-[0-9]*."$(uname -m)".rpm; }
asked() { rpm -qp "$@" 2>/dev/null; }
unpacked() { (cd "$live" && rpm2cpio "$1" | cpio --quiet -idm); }

the_rpm_has_fedoras_files_modes_and_owners() {
    local documents=/usr/share/doc/postern
    diff "$root/tests/packages/rpm.files" <(asked --qf \
        '[%{FILEMODES:perms} %{FILEUSERNAME}:%{FILEGROUPNAME} %{FILENAMES}\n]' "$(the_rpm)" |
        grep -v -e "$documents/." -e /usr/lib/.build-id -e '/usr/share/postern/[a-z]*/.' |
        sed 's|/licenses/postern-[0-9.]*|/licenses/postern|')
    asked --docfiles "$(the_rpm)" | grep -x $documents/README.md >/dev/null
    [[ $(asked --configfiles "$(the_rpm)") == /etc/postern/postern.yaml ]] || wrong "configuration files"
    unpacked "$(the_rpm)"
    grep -qx '  socket: unix:/run/postern/postern.sock' "$live/etc/postern/postern.yaml"
    grep -q 'smtpd_milters=unix:/run/postern/postern.sock' "$live/usr/share/postern/postfix/master.cf"
    grep -q '^d /run/postern 2750 postern postfix' "$live/usr/lib/tmpfiles.d/postern.conf"
    grep -q '^ReadWritePaths=-/run/postern$' "$live/usr/lib/systemd/system/postern.service"
    ! grep -r /var/spool/postfix/postern "$live/usr/lib" "$live/usr/share/postern" "$live/etc"
}

# Both take what CMake installs. Where that is differs for these.
in_one_form() {
    sed -e 's|^/usr/lib/systemd/|/lib/systemd/|' -e 's|zsh/site-functions|zsh/vendor-completions|' |
        grep -v -e '/$' -e /.build-id -e /usr/share/doc/ -e /usr/share/licenses -e /apparmor.d \
            -e /lintian/ -e current.key -e /run/ | sort
}

the_rpm_has_what_the_deb_has() {
    build_where_needed deb
    # Debian compresses manual pages, Fedora's rpm does as its macros say.
    diff <(dpkg-deb --fsys-tarfile "$packages"/deb/postern_*.deb | tar -t | sed 's|^\./|/|; s|\.gz$||' | in_one_form) \
        <(asked --qf '[%{FILEMODES:perms} %{FILENAMES}\n]' "$(the_rpm)" | sed -n 's/^-[^ ]* //p' | sed 's|\.gz$||' | in_one_form)
}

the_rpm_has_its_programs_stripped_and_hardened() {
    local program headers
    unpacked "$(the_rpm)"
    for program in posternd postern; do
        headers=$(readelf -lSdW "$live/usr/sbin/$program")
        ! grep -q ' \.debug_info' <<<"$headers" || wrong "$program is not stripped"
        grep -q 'GNU_RELRO' <<<"$headers" && grep -q 'NOW' <<<"$headers" && grep -q 'PIE' <<<"$headers" ||
            wrong "$program is not hardened"
        ! strings "$live/usr/sbin/$program" | grep -F "$root" || wrong "$program names the folder it was built in"
        "$live/usr/sbin/$program" --version
    done
    asked -l "$packages"/rpm/postern-debuginfo-*.rpm | grep 'posternd-.*\.debug' >/dev/null
}

the_rpm_makes_a_key_and_a_directory_once_and_restarts_where_it_ran() {
    local said
    said=$(asked --scripts "$(the_rpm)")
    for word in 'umask 077' 'chmod 0640' 'db migrate' 'directory import' 'useradd' 'systemd-tmpfiles --create /usr/lib/tmpfiles.d/postern.conf' \
        'install-system-units postern.service' 'remove-system-units postern.service' 'mark-restart-system-units postern.service'; do
        grep -qF -- "$word" <<<"$said" || wrong "no '$word' in the scripts"
    done
    ! grep -E 'postconf |>[^|]*(main|master)\.cf' <<<"$said" || wrong "the scripts touch Postfix"
}

# Names of packages, and of what every Fedora provides; libraries are by their sonames.
the_rpm_needs_what_fedora_has() {
    local unknown
    unknown=$(asked --requires "$(the_rpm)" | sed 's/ .*//' | sort -u |
        grep -v -x -F -f <(sed 's/#.*//; s/ *$//; /^$/d' "$root/tests/packages/fedora.names") |
        grep -v -e '^lib[A-Za-z0-9_+-]*\.so' -e '^ld-linux' -e '^rpmlib(' -e '^rtld(' -e '^config(postern)' -e '^/bin/sh$' -e '^/usr/bin/' || true)
    [[ -z $unknown ]] || wrong "required, and not Fedora's: $unknown"
}

the_rpms_source_builds_of_fedoras_packages() {
    local unknown
    unknown=$(asked --requires "$packages"/rpm/postern-[0-9]*.src.rpm | sed 's/ .*//' | grep -v '^rpmlib(' |
        grep -v -x -F -f <(sed 's/#.*//; s/ *$//; /^$/d' "$root/tests/packages/fedora.names") || true)
    [[ -z $unknown ]] || wrong "built of what Fedora does not have: $unknown"
}

the_selinux_module_has_a_package_of_its_own() {
    local module
    module=$(echo "$packages"/rpm/postern-selinux-*.noarch.rpm)
    asked -l "$module" | grep -x /usr/share/selinux/packages/targeted/postern.pp.bz2 >/dev/null
    asked --scripts "$module" | grep 'semodule .*-i /usr/share/selinux/packages/targeted/postern.pp.bz2' >/dev/null
    unpacked "$module"
    bunzip2 --keep --stdout "$live/usr/share/selinux/packages/targeted/postern.pp.bz2" >"$live/postern.pp"
    semodule_unpackage "$live/postern.pp" "$live/postern.mod" "$live/contexts"
    grep -q '^/run/postern.*:postern_milter_data_t:' "$live/contexts"
    grep -q 'posternd.*:postern_milter_exec_t:' "$live/contexts"
}
