# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154,SC2034,SC2016  # root, live and packages come from scripts/test-packages
#
# The commands of the block "console" in docs/installation.md, from "apt install" to "apt purge", run
# as they stand there on a bare Debian with Postfix; and what they print, which is the rest of that
# block. What differs each time (moments, queue ids, a key) is written as it is in the document.

readonly transcript_document=$root/docs/installation.md

transcript_steps=(
    a_bare_debian_has_postfix
    what_the_document_prints_is_printed
)

transcript_in_document() { sed -n '/^```console$/,/^```$/p' "$transcript_document" | sed '1d;$d'; }

# On standard input what a command printed. Of apt only what it says of postern.
as_written() {
    if [[ $1 == apt* ]]; then
        { grep -E '^(Setting up|Creating|Created|Removing|Purging).*postern' || true; } | sed '1i[…]'
    else
        cat
    fi | sed -E \
        -e 's/[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z/2026-12-01T09:30:00.000Z/g' \
        -e 's/(queued as )[0-9A-Za-z]{12,}/\14jcQHk39Z6z1glDB/g' \
        -e 's/Message-ID is <[a-z0-9]+@/Message-ID is <rnsp3uevjm7iwfzx@/' \
        -e 's/postern-try-[a-z0-9]{10}/postern-try-k3v9x0q2ma/g' \
        -e 's/[0-9]+(ms|s|m) after its time/20ms after its time/; s/[0-9]+s after the draft/5s after the draft/' \
        -e 's/(UID|GID) [0-9]+/\1 996/g' \
        -e 's|p=[A-Za-z0-9+/=]{40,}(" ")?[A-Za-z0-9+/=]*|p=MIIBIjANBgkqhkiG9w0…|' \
        -e 's/[[:space:]]+$//'
}

a_bare_debian_has_postfix() {
    cp "$packages"/deb/postern_[0-9]*.deb "$live/root/"
    # As Debian's installer asks for it.
    in_root debconf-set-selections <<'END'
postfix postfix/main_mailer_type select Internet Site
postfix postfix/mailname string mx.example.com
END
    apt install postfix
    # What leaves goes to the sink; nothing else is set.
    in_root postconf -e 'relayhost = [127.0.0.1]:2525'
    in_root systemctl restart postfix world-sink
    files_of_postfix >"$live.postfix"
}

files_of_postfix() { (cd "$live/etc" && find postfix -type f -exec sha256sum {} + | sort -k2); }

# What belongs between two of the commands, in the world and in this test.
after_command() {
    case $1 in
        *'postfix apply'*) publish_what_was_printed <"$live.printed" ;;
        *'try --send'*) a_signed_notification_arrived && in_root postern postfix verify ;;
        *) ;;
    esac
}

# publish: NAME IN TXT "…" "…"
publish_what_was_printed() {
    sed -n 's/^publish: \([^ ]*\)\. IN TXT \(.*\)/txt-record=\1,\2/p' | sed 's/" "/","/g' \
        >"$live/etc/dnsmasq.d/published.conf"
    grep -q . "$live/etc/dnsmasq.d/published.conf" || wrong "nothing is to be published"
    in_root systemctl restart world-names
}

# The signature is looked up and computed by opendkim's own program.
a_signed_notification_arrived() {
    local mail
    until_so 20 "the notification to arrive" grep -ls '^From: .*@mail\.example\.com' "$live$sink"/*
    mail=$(grep -ls '^From: .*@mail\.example\.com' "$live$sink"/*)
    grep -q 'd=mail\.example\.com' "$mail" || wrong "not signed for the sender domain"
    in_root opendkim-testmsg <<<"$(sed 1,/^X-Rcpt-Args/d "$mail")" || wrong "the signature does not hold"
    ! grep -i '^Postern-' "$mail" || wrong "a field of postern's left"
}

# One after another, and each succeeds.
play_transcript() {
    local command status
    while read -r command; do
        echo "# $command"
        status=0
        in_root DEBIAN_FRONTEND=noninteractive timeout 300 bash -c "$command" </dev/null >"$live.printed" 2>&1 || status=$?
        as_written "$command" <"$live.printed"
        ((status == 0)) || { cat "$live.printed" >&2 && wrong "status $status: $command"; }
        after_command "$command" </dev/null >&2
    done
}

what_the_document_prints_is_printed() {
    local commands began=$SECONDS
    commands=$(transcript_in_document | sed -n 's/^# //p')
    (($(wc -l <<<"$commands") == 7)) || wrong "five commands in and two out, and not: $commands"
    play_transcript <<<"$commands" >"$live.transcript"
    ((SECONDS - began < 300)) || wrong "that took more than five minutes"
    nothing_of_it_is_left
    if [[ -n $rewrite ]]; then
        put_into_document
    else
        diff <(transcript_in_document) "$live.transcript" ||
            wrong "docs/installation.md has something else: scripts/test-packages --transcript writes it"
    fi
}

# Keys of the signer stay, as they are published, and so does the signer that apt brought along; and in
# Postfix's queue the sockets of services that it no longer has, which it never removes.
nothing_of_it_is_left() {
    local left
    [[ $(files_of_postfix) == "$(cat "$live.postfix")" ]] || wrong "Postfix is not as it was"
    left=$(cd "$live" && find . -xdev \( -path ./var/log -o -path ./var/lib/dpkg -o -path ./var/lib/systemd \
        -o -path ./var/cache -o -path './var/spool/postfix/p*' -o -path "./$sink" -o -path ./root \) -prune -o -name '*postern*' -print |
        grep -v -e '/opendkim/keys/' || true)
    [[ -z $left ]] || wrong "left: $left"
    in_root systemctl is-active postfix@- opendkim
}

# What was printed takes the place of the block's lines.
put_into_document() {
    local written=$live.document
    awk -v block="$live.transcript" '
        /^```console$/ { print; while ((getline line < block) > 0) print line; inside = 1; next }
        inside && /^```$/ { inside = 0 }
        !inside' "$transcript_document" >"$written"
    cat "$written" >"$transcript_document"
    rm "$written"
}
