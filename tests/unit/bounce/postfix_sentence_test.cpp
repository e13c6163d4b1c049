// SPDX-License-Identifier: Apache-2.0
//
// Postfix's own sentences, with hostile words where names stand, and the remote's words inside.
#include <gtest/gtest.h>

#include "reply_reader.hpp"

namespace postern {
namespace {

using testing::read_reply;
using enum BounceClass;

struct Case {
    std::string_view said;
    BounceClass wanted;
};

// clang-format off
const std::vector<Case> kOwnWords{
    {"connect to mx.virusfree.example[192.0.2.1]:25: Connection timed out", network_temporary},
    {"connect to mx.spam-blocked.example[192.0.2.1]:25: Connection refused", network_temporary},
    {"connect to user-unknown.example[2001:db8::1]:25: No route to host", network_temporary},
    {"connect to mx.firm.example[private/dovecot-lmtp]: No such file or directory", network_temporary},
    {"lost connection with mailbox-full.example[192.0.2.1] while sending end of data -- message may be sent more than once", network_temporary},
    {"conversation with dmarc.example[192.0.2.1] timed out while sending RCPT TO", network_temporary},
    {"delivery temporarily suspended: connect to quota.example[192.0.2.1]:25: Connection timed out", network_temporary},
    {"Host or domain name not found. Name service error for name=firm.example type=MX: Host not found, try again", network_temporary},
    {"Host or domain name not found. Name service error for name=firm.example type=MX: Host not found", domain_invalid},
    {"Host or domain name not found. Name service error for name=firm.example type=A: Host found but no data record of requested type", domain_invalid},
    {"Host or domain name not found. Name service error for name=firm.example type=MX: Malformed or unexpected name server reply", network_temporary},
    {"Domain firm.example does not accept mail (nullMX)", domain_invalid},
    {"unable to look up host mx.firm.example: Temporary failure in name resolution", network_temporary},
    {"mail for firm.example loops back to myself", system_error},
    {"mail forwarding loop for anna@firm.example", system_error},
    {"message size 20971520 exceeds size limit 10485760 of server quota.example[192.0.2.1]", message_too_large},
    {"SMTPUTF8 is required, but was not offered by host mx.firm.example[192.0.2.1]", system_error},
    {"TLS is required, but was not offered by host mx.firm.example[192.0.2.1]", network_temporary},
    {"Server certificate not verified", network_temporary},
    {"Cannot start TLS: handshake failure", network_temporary},
    {"mail transport unavailable", system_error},
    {"unknown user: \"spam\"", user_unknown},
    {"Command died with status 127: \"/usr/lib/disabled-user\". Command output: sh: not found", system_error},
    {"Command died with status 75: \"/usr/bin/mailbox-full anna\"", system_error},
    {"Command time limit exceeded: \"/usr/bin/unknown-user\"", system_error},
};

const std::vector<Case> kOthersInside{
    {"host unknown-user.example[192.0.2.1] said: 554 5.7.1 Relay access denied (in reply to RCPT TO command)", policy},
    {"host mx.firm.example[192.0.2.1] said: 550 5.1.1 User unknown (in reply to RCPT TO command)", user_unknown},
    {"host mx.firm.example[private/lmtp] said: 552 5.2.2 Quota exceeded (mailbox for user is full) (in reply to end of DATA command)", mailbox_full},
    {"host spamhaus.example[192.0.2.1] refused to talk to me: 421 4.3.2 The server is busy", network_temporary},
    {"host mx.firm.example[192.0.2.1] refused to talk to me: 554 5.7.1 Your IP has a bad reputation", blocked},
    {"delivery temporarily suspended: host mx.firm.example[192.0.2.1] refused to talk to me: 450 too many connections", rate_limited},
    {"maildir delivery failed: Sorry, the user's maildir has overdrawn his disk quota", mailbox_full},
    {"maildir delivery failed: create maildir file /var/mail/anna/tmp/1: Disk quota exceeded", mailbox_full},
    {"Command died with status 1: \"/usr/bin/deliver\". Command output: mailbox is full", mailbox_full},
    {"host a.example[192.0.2.1] said: 550 5.1.1 <anna@firm.example>: Recipient address rejected: undeliverable address: host b.example[192.0.2.2] said: 550 no such mailbox (in reply to RCPT TO command) (in reply to RCPT TO command)", user_unknown},
    {"450 4.1.1 <anna@firm.example>: Recipient address rejected: unverified address: connect to b.example[192.0.2.2]:25: Connection refused", network_temporary},
    {"554 5.7.1 Connection refused, your IP is not welcome", blocked},
};
// clang-format on

void expect_all(const std::vector<Case>& cases) {
    for (const auto& [said, wanted] : cases) {
        const auto outcome = read_reply(said);
        EXPECT_EQ(name_of(outcome.bounce_class), name_of(wanted))
            << said << "\nby " << outcome.pattern;
    }
}

TEST(PostfixSentence, IsReadAsItsOwnGrammar) {
    expect_all(kOwnWords);
}

TEST(PostfixSentence, LeavesTheRemotesWordsToTheRemote) {
    expect_all(kOthersInside);
}

}  // namespace
}  // namespace postern
