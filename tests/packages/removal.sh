# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154  # root, live and packages come from scripts/test-packages
#
# Steps of configure.sh: what a removal says while something is under way, what a purge says before it
# destroys a key, and what it leaves where folders are links.

# says WORDS…: of what the command before said.
says() {
    local words
    for words; do grep -qF -- "$words" <<<"$said" || wrong "it does not say: $words; but: $said"; done
}

a_draft_is_parked() {
    in_root postern directory import /dev/stdin <<'END'
accounts:
  - id: shop
    plan: pro
    notifications: { offline-message: true, missed-chat: true }
    agents: [{ id: anna, address: anna@agents.test }, { id: ben, address: ben@agents.test }]
END
    printf 'grace-window:\n  offline-message: 1h\ndns:\n  check-domains: never\n' >>"$live/etc/postern/postern.yaml"
    in_root postern postfix apply --yes
    in_root systemctl restart postfix postern
    submit under-way
    until_so 60 "the draft to be parked" both_are_parked
}

both_are_parked() { (($(in_root postern parked --json | grep -c '"fate": "parked"') == 2)); }

a_removal_says_what_waits() {
    local said
    stands_again
    a_draft_is_parked
    tar -C "$live" -cf "$live.parked" etc/postern var/lib/postern
    scriptlet %preun >"$live/root/preun"
    said=$(in_root sh preun 0 2>&1)
    says 'notifications under way: 2.' "'postern postfix undo' takes them out" '/etc/postfix/postern/kept/1/before'
    said=$(in_root sh preun 1 2>&1)
    [[ -z $said ]] || wrong "an upgrade of the .rpm says: $said"
    said=$(dpkg_ --remove postern 2>&1)
    says 'notifications under way: 2.' 'a purge destroys them' "'postern postfix undo' takes them out" \
        '/etc/postfix/postern/kept/1/before'
    # By the queue, where the settings are broken; whether Postfix runs or not.
    dpkg_ -i postern-new.deb
    echo 'drafst: {}' >>"$live/etc/postern/postern.yaml"
    said=$(dpkg_ --remove postern 2>&1)
    says 'notifications under way: 2.'
    dpkg_ -i postern-new.deb
    in_root systemctl stop postfix
    said=$(dpkg_ --remove postern 2>&1)
    says 'notifications under way: 2.'
    # And where nobody can say, that is said.
    dpkg_ -i postern-new.deb
    chmod a-x "$live/usr/sbin/postqueue"
    said=$(dpkg_ --remove postern 2>&1)
    says 'is not known'
    chmod a+x "$live/usr/sbin/postqueue"
    # Nothing is under way, and Postfix has nothing of it: then nothing is said.
    tar -C "$live" -xf "$live.parked"
    dpkg_ -i postern-new.deb
    in_root systemctl start postfix
}

a_purge_says_what_it_destroys() {
    local said
    said=$(dpkg_ --purge postern 2>&1)
    says 'notifications in the queue: 2.' '/etc/postfix/postern/kept/1/before'
    [[ ! -e $live/etc/postern && ! -e $live/var/lib/postern ]] || wrong "something is left"
    # As README.Debian says.
    in_root postsuper -d ALL
    in_root sh -c 'cp -a /etc/postfix/postern/kept/1/before/etc/postfix/*.cf /etc/postfix/ && rm -r /etc/postfix/postern'
    in_root systemctl restart postfix
    dpkg_ -i postern-new.deb
    said=$(dpkg_ --purge postern 2>&1)
    ! grep '^postern: ' <<<"$said" || wrong "nothing waits, and it says: $said"
}

# link PATH TARGET [FILE]: what is there now stands behind a link, beside a FILE of the administrator's.
link() {
    mkdir -p "$live$2"
    cp -a "$live$1/." "$live$2/"
    rm -rf "${live:?}$1"
    ln -s "$2" "$live$1"
    [[ -z ${3:-} ]] || echo mine >"$live$2/$3"
}

a_purge_takes_what_is_ours_behind_links_and_nothing_else() {
    local target said
    for target in /var/lib/postern /etc/postern/keys /etc/postern; do
        stands_again
        in_root systemctl stop postern
        link $target /srv/behind other.db
        dpkg_ --purge postern
        [[ $(ls -A "$live/srv/behind") == other.db ]] || wrong "behind $target: $(ls -A "$live/srv/behind")"
        # dpkg itself takes a link in the place of a folder that it unpacked.
        [[ -L $live$target || $target == /etc/postern ]] || wrong "$target: the link to what is the administrator's is gone"
        rm -rf "${live:?}$target" "$live/srv/behind"
        stands_again
        in_root systemctl stop postern
        link $target /srv/behind
        dpkg_ --purge postern
        [[ ! -L $live$target && -z $(ls -A "$live/srv/behind") ]] || wrong "behind $target: $(ls -A "$live/srv/behind")"
        [[ ! -e $live/etc/postern && ! -e $live/var/lib/postern ]] || wrong "$target: something is left"
        rm -r "$live/srv/behind"
    done
    # Neither what somebody put beside ours.
    stands_again
    in_root systemctl stop postern
    in_root touch /var/lib/postern/backup.db /etc/postern/keys/2027.key
    said=$(dpkg_ --purge postern 2>&1)
    says '/etc/postern stays' '/var/lib/postern stays'
    [[ $(ls -A "$live/var/lib/postern") == backup.db && $(ls -A "$live/etc/postern/keys") == 2027.key ]] ||
        wrong "left: $(ls -A "$live/var/lib/postern" "$live/etc/postern/keys")"
    rm -r "$live/var/lib/postern" "$live/etc/postern"
    # A file system of its own is emptied, and its folder stays.
    stands_again
    in_root systemctl stop postern
    in_root mount -t tmpfs tmpfs /var/lib/postern
    in_root touch /var/lib/postern/state.db /var/lib/postern/directory.db-wal /var/lib/postern/mine
    dpkg_ --purge postern
    [[ $(in_root ls -A /var/lib/postern) == mine ]] || wrong "on a file system of its own: $(in_root ls -A /var/lib/postern)"
    in_root umount /var/lib/postern
}
