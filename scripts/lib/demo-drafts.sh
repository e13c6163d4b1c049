# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# The demo's drafts and what happens in the chats around them. To be sourced by scripts/demo, which
# has `postern` and DRAFT_PORT.

# smtp FROM RCPT: submits standard input, as the platform would.
smtp() {
    curl --silent --show-error --url "smtp://127.0.0.1:$DRAFT_PORT/platform.example.test" \
        --mail-from "$1" --mail-rcpt "$2" --upload-file -
}

# draft ID KIND ACCOUNT CHAT SUBJECT [RCPT] [HEADER]
draft() {
    echo "draft $1: $2 for ${6:-everybody of $3}${7:+ ($7)}"
    smtp platform@platform.example.test "${6:-$3@drafts.example.test}" <<END
From: "Chat of $3" <chat@platform.example.test>
To: $3@drafts.example.test
Reply-To: visitor@home.example.test
Subject: $5
Date: $(date -R)
Message-ID: <$1@platform.example.test>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Postern-Kind: $2
Postern-Account: $3
Postern-Chat: $4
Postern-Draft-Id: $1${7:+
$7}

A visitor wrote: "Are you there?"
END
}

events() { postern directory apply; }

plain_mail() {
    echo "plain mail, to somebody who is no agent"
    smtp someone@platform.example.test somebody@elsewhere.example.test <<END
From: Someone <someone@platform.example.test>
To: somebody@elsewhere.example.test
Subject: Plain mail
Date: $(date -R)
Message-ID: <plain@platform.example.test>

This is no draft.
END
}

malformed_draft() {
    echo "a malformed draft, and what its submitter is told:"
    # The refusal is what is wanted here: curl's own failure by it is none.
    { curl --silent --verbose --url "smtp://127.0.0.1:$DRAFT_PORT/platform.example.test" \
        --mail-from platform@platform.example.test --mail-rcpt shop@drafts.example.test \
        --upload-file - 2>&1 || true; } <<END | sed -n 's/^< \(5.*\)/  \1/p'
From: Chat <chat@platform.example.test>
Message-ID: <malformed@platform.example.test>
Postern-Kind: offline-mesage
Postern-Account: shop
Postern-Chat: c-malformed

END
}

submit_everything() {
    events <<END
presence gus phone online
presence cora laptop online
chat-new bakery c-m3
chat-new bakery c-m4
chat-new bakery c-m5
chat-left c-m3
chat-joined c-m4 gus
chat-left c-m4
END
    draft o1-switched-off offline-message quiet c-o1 'A visitor wrote to the quiet'
    draft o2-o4-online offline-message bakery c-o2 'A visitor wrote to the bakery'
    draft o3-returned offline-message kiosk c-o3 'A visitor wrote to Olga' olga@kiosk.example.test
    draft o5-opened offline-message kiosk c-o5 'A visitor wrote to Pavel' pavel@kiosk.example.test
    draft group-on-pro offline-message shop c-group 'A visitor wrote to sales' '' 'Postern-Group: sales'
    draft shared-address offline-message agency c-agency 'A visitor wrote to the agency'
    draft integration offline-message inbox c-inbox 'A visitor wrote to the inbox'
    draft inactive-agent offline-message shop c-dan 'A visitor wrote to Dan' dan@shop.example.test
    draft m1-free-plan missed-chat kiosk c-m1 'You missed a chat'
    draft m2-switched-off missed-chat inbox c-m2 'You missed a chat'
    draft m3-missed missed-chat bakery c-m3 'You missed a chat'
    draft m4-joined missed-chat bakery c-m4 'You missed a chat' gus@bakery.example.test
    draft m5-still-there missed-chat bakery c-m5 'You missed a chat' gus@bakery.example.test
    plain_mail
    malformed_draft
    echo "meanwhile Olga comes online and goes again, Pavel opens his chat, Ben's address changes"
    events <<END
presence olga phone online
presence olga phone offline
chat-new kiosk c-o5
chat-opened c-o5 pavel
agent-address ben ben.new@shop.example.test
END
}
