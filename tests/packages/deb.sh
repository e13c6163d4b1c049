# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154,SC2034  # live and packages come from scripts/test-packages
#
# What is done with the .deb, in this order, in a root of Debian that `live` is. Each step prints what
# is wrong and fails.

deb_steps=(
    the_unit_leaves_little_open
    postfix_is_there_before
    the_version_before_is_installed
    files_have_their_owners
    mail_passes
    the_watchdog_ends_a_posternd_that_halts
    a_reload_that_is_refused_fails_and_changes_nothing
    an_upgrade_keeps_what_is_parked
    an_upgrade_migrates_before_it_restarts
    an_upgrade_leaves_a_stopped_one_stopped
    a_reboot_makes_what_run_and_tmp_had
    a_removal_keeps_state_and_keys
    installed_again_it_runs_again
    a_purge_leaves_nothing
    what_the_administrator_decided_stays
)

# What it depends on, and what the test needs, by names that apt knows.
packages_beside() {
    dpkg-deb -f "$1" Depends | tr ',' '\n' | sed -e 's/|.*//' -e 's/(.*//' -e 's/ //g'
    printf '%s\n' postfix curl sqlite3
}

apt() { in_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends "$@"; }

# A file and its owner, group and mode; what every program writes to as it runs is left out, and the
# user and group, which stay.
everything_in_the_root() {
    (cd "$live" && find etc usr var lib opt srv -xdev \
        \( -path var/lib/dpkg -o -path var/lib/apt -o -path var/cache -o -path var/log -o -path var/tmp \
        -o -path var/lib/systemd -o -path 'var/spool/postfix/*/*' -o -path var/lib/postfix \
        -o -path var/lib/postern-sink -o -path usr/share/mime \) -prune \
        -o -regex 'etc/\(passwd\|group\|g?shadow\|subuid\|subgid\)-?' -o -name ld.so.cache -prune \
        -o -printf '%p %u %g %m %l\n' | sort)
}

contents_of_etc() {
    (cd "$live" && find etc -type f ! -regex 'etc/\(passwd\|group\|g?shadow\|subuid\|subgid\)-?' \
        ! -name ld.so.cache -print0 | sort -z | xargs -0 sha256sum)
}

picture() { everything_in_the_root && contents_of_etc; }

# Debian's own, with whatever it brings; and the libraries, so that the difference is postern.
postfix_is_there_before() {
    local names
    mapfile -t names < <(packages_beside "$packages"/deb/postern_*.deb)
    apt install "${names[@]}"
    in_root systemctl is-active postfix@-
    cp "$packages"/deb/postern_[0-9]*.deb "$live/root/postern-new.deb"
    picture >"$live.before"
}

# The same files under a lower number: what differs is what dpkg and the scripts are told.
the_version_before_is_installed() {
    local made=$live/root/old
    dpkg-deb -R "$live/root/postern-new.deb" "$made"
    sed -i 's/^Version: .*/Version: 0.0.9-1/' "$made/DEBIAN/control"
    dpkg-deb --root-owner-group -b "$made" "$live/root/postern-old.deb"
    rm -rf "$made"
    apt install ./postern-old.deb
    version_is 0.0.9-1
    # Nothing of Postfix's was touched.
    diff <(grep ' etc/postfix' "$live.before") <(picture | grep ' etc/postfix')
}

version_is() {
    # shellcheck disable=SC2016  # dpkg-query's placeholder
    [[ $(in_root dpkg-query -W -f '${Version}' postern) == "$1" ]] || wrong "not version $1"
}

files_have_their_owners() {
    local owner mode path
    while read -r owner mode path; do
        [[ $(in_root stat -c '%U:%G %a' "$path") == "$owner $mode" ]] ||
            wrong "$path: $(in_root stat -c '%U:%G %a' "$path"), and not $owner $mode"
    done <<END
root:postern 750 /etc/postern
root:postern 640 /etc/postern/postern.yaml
root:postern 750 /etc/postern/keys
root:postern 640 /etc/postern/keys/current.key
postern:postern 750 /var/lib/postern
postern:postern 640 /var/lib/postern/directory.db
postern:postfix 2750 /var/spool/postfix/postern
END
    [[ $(in_root id -nG postern) == postern ]] || wrong "user postern is in groups beside its own"
    grep -qxE '[0-9a-f]{64}' "$live/etc/postern/keys/current.key" || wrong "that is no key"
}

# The package's own test, as autopkgtest runs it.
mail_passes() {
    cp "$root/packaging/debian/tests/mail" "$live/root/mail"
    in_root bash /root/mail
}

submit() {
    cat >"$live/root/draft.eml" <<END
From: "Anna's Shop" <chat@platform.example>
Subject: Draft $1
Message-ID: <$1@platform.example>
Postern-Kind: offline-message
Postern-Account: shop
Postern-Chat: chat-$1
Postern-Occurred: $(date -u +%FT%TZ)
Postern-Draft-Id: $1

Do you ship to Norway?
END
    in_root curl -sS --crlf --url smtp://127.0.0.1:10025/platform.example \
        --mail-from chat@platform.example --mail-rcpt shop@drafts.example.com --upload-file draft.eml
}

is_sent() { [[ $(in_root postern notifications --json --draft "$1" --fate sent) != '[]' ]]; }
is_parked() { [[ $(in_root postern notifications --json --draft "$1" --fate parked) != '[]' ]]; }
leaves() { until_so 90 "$1 to be sent" is_sent "$1"; }

key_and_settings() { (cd "$live/etc/postern" && sha256sum keys/current.key postern.yaml); }
main_pid() { in_root systemctl show --value --property MainPID postern; }

an_upgrade_keeps_what_is_parked() {
    local before pid
    sed -i 's/offline-message: 5s/offline-message: 25s/' "$live/etc/postern/postern.yaml"
    in_root systemctl reload postern
    in_root postern suppressions add --reason test gone@agents.test
    submit over-upgrade
    until_so 20 "the draft to be parked" is_parked over-upgrade
    before=$(key_and_settings) pid=$(main_pid)
    apt install ./postern-new.deb
    in_root systemctl is-active postern
    [[ $(main_pid) != "$pid" ]] || wrong "the upgrade did not restart it"
    [[ $(key_and_settings) == "$before" ]] || wrong "the upgrade changed the key or the settings"
    in_root postern suppressions show gone@agents.test
    is_parked over-upgrade || wrong "it is no longer parked"
    leaves over-upgrade
    sed -i 's/offline-message: 25s/offline-message: 5s/' "$live/etc/postern/postern.yaml"
    in_root systemctl reload postern
}

a_reload_that_is_refused_fails_and_changes_nothing() {
    local pid
    pid=$(main_pid)
    sed -i 's/^drafts:/darfts:/' "$live/etc/postern/postern.yaml"
    ! in_root systemctl reload postern || wrong "a reload of faulty settings succeeded"
    in_root systemctl is-active postern
    [[ $(main_pid) == "$pid" ]] || wrong "the refused reload restarted it"
    sed -i 's/^darfts:/drafts:/' "$live/etc/postern/postern.yaml"
    in_root systemctl reload postern
}

# posternd migrates the state itself; that the directory is current shows that postinst did it.
an_upgrade_migrates_before_it_restarts() {
    local databases=$live/var/lib/postern
    in_root systemctl stop postern
    mv "$databases/directory.db" "$live/root/directory.kept"
    in_root runuser -u postern -- sqlite3 /var/lib/postern/directory.db \
        '.read /usr/share/postern/schema/directory/0001-directory.sql'
    ! in_root postern db status || wrong "the old schema passes for the new one"
    in_root systemctl start postern
    apt install --reinstall ./postern-new.deb
    in_root postern db status
    in_root systemctl stop postern
    rm -f "$databases"/directory.db*
    mv "$live/root/directory.kept" "$databases/directory.db"
    in_root systemctl start postern
}

an_upgrade_leaves_a_stopped_one_stopped() {
    in_root systemctl stop postern
    apt install --reinstall ./postern-new.deb
    ! in_root systemctl is-active postern || wrong "it was stopped, and the upgrade started it"
    in_root systemctl start postern
}

started() { in_root systemctl show --value --property ActiveEnterTimestampMonotonic "$1"; }

a_reboot_makes_what_run_and_tmp_had() {
    halt_root
    # As on a system whose /var is made anew.
    rm -rf "$live/var/spool/postfix/postern"
    boot_root "$live"
    files_have_their_owners
    in_root systemctl is-active postern
    (($(started postern) < $(started postfix@-))) || wrong "Postfix came up first"
    in_root mkdir -p -m 0777 /var/lib/postern-sink
    in_root systemd-run --quiet --unit postern-sink --collect \
        /usr/sbin/smtp-sink -u nobody -d '/var/lib/postern-sink/%s.' 127.0.0.1:2525 20
    submit after-reboot
    leaves after-reboot
    [[ -z $(in_root systemctl --failed --plain --no-legend) ]] || wrong "$(in_root systemctl --failed)"
}

a_removal_keeps_state_and_keys() {
    local before said
    before=$(key_and_settings)
    said=$(apt remove postern 2>&1)
    grep 'master.cf still has services' <<<"$said" || wrong "it does not say that Postfix still asks"
    [[ $(key_and_settings) == "$before" ]] || wrong "key or settings are gone"
    [[ -e $live/var/lib/postern/state.db ]] || wrong "the state is gone"
    ! in_root systemctl is-active postern || wrong "it runs still"
    [[ $(in_root id -un postern) == postern ]] || wrong "the user is gone"
    ! submit while-removed || wrong "a draft was taken while postern was away"
}

installed_again_it_runs_again() {
    local before
    before=$(key_and_settings)
    apt install ./postern-new.deb
    in_root systemctl is-active postern
    [[ $(key_and_settings) == "$before" ]] || wrong "key or settings were changed"
    is_sent after-reboot || wrong "the state was lost"
    submit installed-again
    leaves installed-again
}

# Owners, modes and contents of the whole root, beside a Postfix that runs: piuparts compares the names
# of files in a root where no service is started, so that it would find nothing besides.
a_purge_leaves_nothing() {
    in_root postern postfix undo --yes
    in_root postconf -X default_transport
    in_root systemctl stop postern-sink
    apt purge postern
    in_root id postern || wrong "the user must stay"
    in_root systemctl daemon-reload
    picture >"$live.after"
    (($(wc -l <"$live.before") > 5000)) || wrong "that is no picture of a Debian"
    diff "$live.before" "$live.after" || wrong "purged, and these differ"
    [[ -z $(find "$live"/var/lib/systemd/deb-systemd-helper-* -name '*postern*') ]] ||
        wrong "systemd's helper remembers it"
    rm -r "$live.before" "$live.after"
}

what_the_administrator_decided_stays() {
    in_root dpkg-statoverride --force-statoverride-add --add root adm 0770 /etc/postern/keys 2>&1
    in_root dpkg-statoverride --force-statoverride-add --add root adm 0644 /etc/postern/postern.yaml 2>&1
    apt install ./postern-new.deb
    [[ $(in_root stat -c '%U:%G %a' /etc/postern/postern.yaml) == 'root:adm 644' ]] || wrong "postern.yaml"
    [[ $(in_root stat -c '%U:%G %a' /etc/postern/keys) == 'root:adm 770' ]] || wrong "keys"
    apt purge postern
}
