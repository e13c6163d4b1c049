# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154  # root, live and packages come from scripts/test-packages
#
# postern beside what else a mail server has. What one has is in a file of tests/packages/sites; what
# is done with each is in tests/packages/beside, which runs inside.

sites=()
for each in "$root"/tests/packages/sites/*.sh; do
    sites+=("$(basename "$each" .sh)")
done

# What the sites have from Debian, beside Postfix.
packages_of_sites() {
    local each
    echo opendkim-tools
    for each in "${sites[@]}"; do
        # shellcheck source=/dev/null
        (source "$root/tests/packages/sites/$each.sh" && printf '%s\n' "${beside[@]}")
    done
}

# Installed, and not started: nobody has said which domains it is for.
a_site_has_postern() {
    apt install postfix opendkim-tools curl
    cp "$packages"/deb/postern_[0-9]*.deb "$live/root/postern.deb"
    apt install ./postern.deb
}

site() {
    cp "$root/tests/packages/beside" "$root/tests/packages/sites/$1.sh" "$live/root/"
    # shellcheck disable=SC2046,SC1090  # names of packages
    apt install $(source "$root/tests/packages/sites/$1.sh" && echo "${beside[*]}")
    in_root bash /root/beside "/root/$1.sh"
}
