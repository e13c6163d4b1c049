# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154  # live, done_steps and addresses come from scripts/test-installation
#
# What has to be so at the places of docs/installation.md that are marked "test NAME". Each prints
# what is wrong and fails.

arrived() { grep -ls "^Subject: $1" "$live$sink"/*; }
is_sent() { [[ $(in_root postern notifications --json --draft "$1" --fate sent) != '[]' ]]; }

# submit ID SECONDS [CURL OPTION…]: a draft whose visitor wrote that long ago; the window is 120 s.
submit() {
    local id=$1 ago=$2
    shift 2
    (($# > 0)) || set -- --url smtp://127.0.0.1:10025/platform.example
    sed -e "s/event-[0-9]*/$id/" -e "s/^Subject: .*/Subject: Draft $id/" \
        -e "s/^Postern-Occurred: .*/Postern-Occurred: $(date -u -d "$ago seconds ago" +%FT%TZ)/" \
        "$live/root/draft.eml" >"$live/root/next.eml"
    in_root curl -sS --crlf --mail-from chat@platform.example \
        --mail-rcpt shop@drafts.example.com --upload-file next.eml \
        "$@"
}

leaves() { until_so "${2:-60}" "$1 to be sent" is_sent "$1" && until_so 20 "$1 to arrive" arrived "Draft $1"; }

nothing_failed() {
    local failed unit
    failed=$(in_root systemctl --failed --plain --no-legend --no-pager)
    [[ -z $failed ]] || wrong "failed units: $failed"
    for unit in postern postfix@- opendkim; do
        in_root systemctl is-active --quiet "$unit" || wrong "$unit is not active"
    done
}

libraries_suffice() {
    local missing program
    for program in posternd postern; do
        missing=$(in_root ldd "/usr/local/sbin/$program" | grep 'not found' || true)
        [[ -z $missing ]] || wrong "$program: $missing"
        in_root "$program" --version >/dev/null
    done
}

# What a site has stays, and what is added is there once.
the_lists_have_both() {
    local words twice
    words=$(in_root postconf -n 2>&1 >/dev/null | grep -v 'unused parameter' || true)
    [[ -z $words ]] || wrong "postconf: $words"
    twice=$(sed -n 's/^\([a-z_]\+\) *=.*/\1/p' "$live/etc/postfix/main.cf" | sort | uniq -d)
    [[ -z $twice ]] || wrong "more than once in main.cf: $twice"
    for words in 'relay_domains.*partner.example' 'transport_maps.*hash:' 'virtual_alias_maps.*hash:'; do
        in_root postconf -n | grep -q "^$words" || wrong "the site lost its $words"
    done
    [[ $(in_root postconf -P -h pickup/unix/cleanup_service_name) == postern-cleanup-again ]] ||
        wrong "what is queued again does not come to OUT"
    the_site_relays_as_before
}

# As `postern postfix apply` leaves it, and again when it is given a second time.
postfix_has_both() {
    local before
    the_lists_have_both
    ! in_root postern check | grep '^postfix: ' || wrong "check finds faults"
    before=$(files_of_the_site)
    run_commands "${done_steps[-1]}" >/dev/null
    diff <(echo "$before") <(files_of_the_site) || wrong "a second time is not as once"
}

# As the commands of the appendix leave it, and again when they are given a second time.
postfix_has_both_by_hand() {
    the_lists_have_both
    ! grep -r 'example\.test\|example\\\.test' "$live/etc/postfix" "$live/etc/postern" ||
        wrong "a name was not replaced"
    commands_change_nothing_more
}

files_of_the_site() { cat "$live/etc/postfix"/{main.cf,master.cf} "$live/etc/opendkim.conf"; }

postfix_is_as_it_was() {
    diff <(cat "$live/root/as-it-was") <(files_of_the_site) || wrong "not as it was before apply"
    [[ ! -e $live/etc/postfix/postern && ! -e $live/etc/opendkim/KeyTable ]] || wrong "more is left"
    [[ -e $live/etc/opendkim/keys/mail.example.com/postern2026.private ]] || wrong "the key is gone"
}

# By hand the signer has no key yet.
the_signer_is_new() { rm -r "$live/etc/opendkim"; }

by_hand_is_as_good() {
    in_root postern check | grep '^postfix: ' && wrong "check finds faults"
    submit by-hand 110
    leaves by-hand
    in_root opendkim-testmsg <<<"$(sed 1,/^X-Rcpt-Args/d "$(arrived 'Draft by-hand')")" ||
        wrong "the signature does not hold"
    nothing_failed
}

the_site_relays_as_before() {
    printf 'From: a@partner.example\nSubject: For a partner\n\nHello\n' >"$live/root/partner.eml"
    to_port_25 anybody@partner.example || wrong "mail to the site's own relay domain is refused"
    until_so 30 "the partner's mail" arrived 'For a partner'
    ! to_port_25 nobody@bounces.mail.example.com 2>/dev/null ||
        wrong "anybody exists in the bounce domain"
}

to_port_25() {
    in_root curl -sS --crlf --url smtp://127.0.0.1:25 --mail-from a@partner.example \
        --mail-rcpt "$1" --upload-file partner.eml
}

commands_change_nothing_more() {
    local before after
    before=$(cat "$live/etc/postfix"/{main.cf,master.cf,bounce_rcpt,queued_again})
    run_commands "${done_steps[-3]}" >/dev/null
    run_commands "${done_steps[-2]}" >/dev/null
    run_commands "${done_steps[-1]}" >/dev/null
    after=$(cat "$live/etc/postfix"/{main.cf,master.cf,bounce_rcpt,queued_again})
    diff <(echo "$before") <(echo "$after") || wrong "a second time is not as once"
}

the_notification_arrives() {
    local mail
    until_so 60 "the notification" arrived 'A visitor wrote while you were away'
    mail=$(arrived 'A visitor wrote while you were away')
    grep -q '^From: .*@mail\.example\.com' "$mail" || wrong "not from the sender domain"
    grep -q '^X-Mail-Args: <b+.*@bounces\.mail\.example\.com' "$mail" || wrong "no return path"
    ! grep -i '^Postern-' "$mail" || wrong "a field of postern's left"
    in_root opendkim-testmsg <<<"$(sed 1,/^X-Rcpt-Args/d "$mail")" || wrong "the signature does not hold"
}

restarts_are_survived() {
    submit before-restart 100
    in_root systemctl restart postfix
    submit after-postfix 110
    in_root systemctl restart postern
    submit after-postern 110
    leaves before-restart && leaves after-postfix && leaves after-postern
    nothing_failed
}

there_is_a_certificate() { in_root test -r /etc/ssl/mx.example.com/fullchain.pem; }

only_the_platform_may_submit() {
    local outside=(--ssl-reqd --url smtp://mx.example.com:10025/platform.example)
    until_so 60 "the platform's draft" is_sent event-4712
    ! submit stranger 120 "${outside[@]}" 2>/dev/null || wrong "no login is needed"
    ! submit stranger 120 "${outside[@]}" --user platform@example.com:wrong 2>/dev/null ||
        wrong "any password will do"
    # On its way while the key is changed.
    submit old-key 105
}

both_keys_count() {
    submit new-key 115
    leaves old-key && leaves new-key
}

the_copy_came_back() {
    local files
    ! in_root postern db restore /var/backups/postern 2>/dev/null || wrong "restored under posternd"
    [[ -n $(in_root postern why event-4711) ]]
    in_root systemctl stop postern
    files=$(in_root ls /var/lib/postern | paste -sd' ')
    in_root systemctl start postern
    [[ $files == 'directory.db state.db' ]] || wrong "a stop leaves $files"
    submit after-restore 115
    leaves after-restore
}

started() { in_root systemctl show --value --property ActiveEnterTimestampMonotonic "$1"; }

the_queue_was_read() {
    in_root journalctl --boot --unit postern --no-pager | grep -c event=recovered
}

a_reboot_is_survived() {
    submit before-reboot 90
    halt_root
    boot_root "$live" "$site_address"
    nothing_failed
    (($(started postern) < $(started postfix@-))) || wrong "Postfix came up first"
    until_so 60 "the queue to be read" the_queue_was_read
    submit after-reboot 115
    leaves before-reboot && leaves after-reboot
    nothing_failed
}
