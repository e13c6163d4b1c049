# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154,SC2034,SC2016  # live and packages come from scripts/test-packages
#
# What an installation, an upgrade and whatever ends them early make of what is missing: every way that
# dpkg takes to a configured package, crossed with everything that an administrator may have removed.
# And what a removal says and a purge leaves.

configure_steps=(
    postern_stands_to_be_changed
    what_is_missing_is_made_or_told_in_every_case
    what_the_administrator_made_stays
    killed_at_any_command_it_is_made_by_the_next
    a_reboot_before_configuring_changes_nothing
    a_failed_removal_leaves_it_running
    the_rpms_scripts_make_the_same
    check_looks_as_the_unit_does
    a_sandbox_that_cannot_be_made_is_a_failed_start
    a_removal_says_what_waits
    a_purge_says_what_it_destroys
    a_purge_takes_what_is_ours_behind_links_and_nothing_else
)

readonly everything=(etc/postern var/lib/postern var/spool/postfix/postern)

dpkg_() { in_root env DEBIAN_FRONTEND=noninteractive dpkg --force-confold "$@"; }

# again VERSION: the same files under another number, whose preinst does what is on standard input.
again() {
    local made=$live/root/made-$1 first
    first=$(cat)
    dpkg-deb -R "$live/root/postern-new.deb" "$made"
    sed -i "s/^Version: .*/Version: $1/" "$made/DEBIAN/control"
    sed -i "2i ${first:-:}" "$made/DEBIAN/preinst"
    dpkg-deb --root-owner-group -b "$made" "$live/root/postern-$1.deb"
    rm -rf "$made"
}

# Configured and with an account, it ran once; all of it is kept, to begin each case with.
postern_stands_to_be_changed() {
    local names
    mapfile -t names < <(packages_beside "$packages"/deb/postern_*.deb)
    apt install "${names[@]}"
    cp "$packages"/deb/postern_[0-9]*.deb "$live/root/postern-new.deb"
    again 0.0.9-1 </dev/null
    again 9.9.9-1 <<<'exit 1'
    apt install ./postern-0.0.9-1.deb
    configured
    in_root systemctl start postern
    tar -C "$live" -cf "$live.stands" etc/postern var/lib/postern
}

configured() {
    sed -i 's/^#\(drafts\|senders\|  \)/\1/' "$live/etc/postern/postern.yaml"
    in_root postern directory import /dev/stdin <<<'accounts: [{id: shop, plan: pro}]'
}

# As it was then, whatever was done since.
stands_again() {
    dpkg_ --purge postern || true
    (cd "$live" && rm -rf "${everything[@]}")
    dpkg_ -i postern-0.0.9-1.deb
    tar -C "$live" -xf "$live.stands"
    in_root systemctl reset-failed postern || true
    in_root systemctl restart postern
}

# Each way, beginning with what stands; `gone` is called where an administrator's hand comes in.
fresh() { dpkg_ --purge postern && gone && dpkg_ -i postern-new.deb; }
upgrade() { gone && dpkg_ -i postern-new.deb; }
downgrade() { dpkg_ -i postern-new.deb && gone && dpkg_ --force-downgrade -i postern-0.0.9-1.deb; }
after_removal() { dpkg_ --remove postern && gone && dpkg_ -i postern-new.deb; }
after_purge() { dpkg_ --remove postern && gone && dpkg_ --purge postern && dpkg_ -i postern-new.deb; }
in_two_steps() { dpkg_ --remove postern && gone && dpkg_ --unpack postern-new.deb && dpkg_ --configure -a; }
upgrade_in_two_steps() { gone && dpkg_ --unpack postern-new.deb && dpkg_ --configure -a; }
unpacked_over() {
    dpkg_ --remove postern && gone && dpkg_ --unpack postern-0.0.9-1.deb && dpkg_ -i postern-new.deb
}
# The preinst of the other fails: the old postinst is told abort-upgrade.
aborted() { gone && ! dpkg_ -i postern-9.9.9-1.deb; }
# And abort-install, after which there is none; then one that succeeds.
aborted_installation() {
    dpkg_ --remove postern && gone && ! dpkg_ -i postern-9.9.9-1.deb
    [[ ! -e $live/var/lib/misc/postern.installing ]] || wrong "the mark of a failed installation stays"
    dpkg_ -i postern-new.deb
}

gone() { (cd "$live" && for each in $removed; do rm -rf "./$each"; done); }

# What stands where: yaml as configured ("ours") or as shipped ("new"), key and directory likewise, or
# nothing; and whether the service runs, waits to be configured, or failed.
standing() {
    local yaml=- key=- directory=- service
    service=$(in_root systemctl show --value --property ActiveState postern)
    [[ ! -e $live/etc/postern/postern.yaml ]] || yaml=ours
    ! cmp -s "$live/etc/postern/postern.yaml" "$live/usr/share/postern/postern.yaml" || yaml=new
    [[ ! -e $live/etc/postern/keys/current.key ]] || key=new
    [[ $(cat "$live/etc/postern/keys/current.key" 2>/dev/null) != "$was_key" ]] || key=ours
    [[ ! -e $live/var/lib/postern/directory.db ]] || directory=$(directory_of_whom)
    echo "$yaml $key $directory $service"
}

directory_of_whom() {
    if [[ $(in_root runuser -u postern -- sqlite3 /var/lib/postern/directory.db 'SELECT id FROM accounts') == shop ]]; then
        echo ours
    else
        echo new
    fi
}

# WAYS; REMOVED; what then stands: settings, key, directory, service; what is said.
cases() {
    cat <<'END'
fresh,after_purge; -; new new new inactive; -
fresh; etc/postern var/lib/postern; new new new inactive; -
upgrade,downgrade,upgrade_in_two_steps; -; ours ours ours active; -
upgrade,downgrade,upgrade_in_two_steps; etc/postern; - - ours failed; what is lost was not made anew
upgrade,downgrade,upgrade_in_two_steps; etc/postern/keys; ours - ours failed; no such key file
upgrade,downgrade,upgrade_in_two_steps; var/lib/postern; ours ours - active; the directory is lost
upgrade,downgrade,upgrade_in_two_steps; var/lib/postern/directory.db; ours ours - active; the directory is lost
upgrade,downgrade,upgrade_in_two_steps; etc/postern var/lib/postern; - - - failed; what is lost was not made anew
after_removal,in_two_steps,unpacked_over,aborted_installation; -; ours ours ours active; -
after_removal,in_two_steps,unpacked_over,aborted_installation; etc/postern; new new ours inactive; a new key was made
after_removal,in_two_steps,unpacked_over,aborted_installation; etc/postern/keys; ours new ours active; a new key was made
after_removal,in_two_steps,unpacked_over,aborted_installation; var/lib/postern; ours ours new active; -
after_removal; var/lib/postern/directory.db; ours ours - active; -
after_removal,in_two_steps,unpacked_over,aborted_installation; etc/postern var/lib/postern; new new new inactive; -
after_purge; etc/postern var/lib/postern; new new new inactive; -
aborted; -; ours ours ours active; -
aborted; etc/postern; - - ours failed; -
aborted; etc/postern/keys; ours - ours failed; -
aborted; var/lib/postern; ours ours - active; -
END
}

what_is_missing_is_made_or_told_in_every_case() {
    local ways way removed expected words failed='' was_key
    was_key=$(cat "$live/etc/postern/keys/current.key")
    while IFS=';' read -r ways removed expected words <&5; do
        removed=${removed# } expected=${expected# } words=${words# }
        [[ $removed != - ]] || removed=''
        for way in ${ways//,/ }; do
            one_case || failed=yes
        done
    done 5< <(cases)
    [[ -z $failed ]] || wrong "not every case ended as it is to"
}

one_case() {
    local found
    stands_again >"$live.case" 2>&1
    "$way" >"$live.case" 2>&1 || { tell_case "$way failed" || return; }
    until_so 20 "$way to settle" settled || { tell_case "does not settle" || return; }
    found=$(standing)
    [[ $found == "$expected" ]] || { tell_case "it is: $found" || return; }
    [[ $words == - ]] || grep -qF -- "$words" "$live.case" || { tell_case "does not say: $words" || return; }
    modes_are_right || tell_case "modes"
}

tell_case() {
    echo "$way without ${removed:-nothing}: expected $expected; $1"
    cat "$live.case"
    return 1
}

settled() { [[ $(in_root systemctl show --value --property ActiveState postern) != activating ]]; }

# Of what is there.
modes_are_right() {
    local owner mode path
    while read -r owner mode path; do
        [[ ! -e $live/$path || $(in_root stat -c '%U:%G %a' "/$path") == "$owner $mode" ]] ||
            wrong "$path: $(in_root stat -c '%U:%G %a' "/$path"), and not $owner $mode" || return
    done <<'END'
root:postern 750 etc/postern
root:postern 640 etc/postern/postern.yaml
root:postern 750 etc/postern/keys
root:postern 640 etc/postern/keys/current.key
postern:postern 750 var/lib/postern
postern:postern 640 var/lib/postern/directory.db
END
}
