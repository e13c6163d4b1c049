// SPDX-License-Identifier: Apache-2.0
//
// Whom a refusal blames where it names more than one thing: what yields to the recipient's fault,
// what does not, and what is only supposed, owned by somebody else, or done by the recipient.
#include <gtest/gtest.h>

#include "reply_reader.hpp"

namespace postern {
namespace {

using testing::read_reply;

struct Case {
    std::string_view reply, bounce_class;
};

bool blames_recipient(const BounceOutcome& outcome) {
    return outcome.fault.value_or(fault_of(outcome.bounce_class)) == Fault::recipient;
}

template <std::size_t N>
void expect_blame(const Case (&cases)[N], bool is_recipient) {
    for (const auto& row : cases) {
        const auto outcome = read_reply(row.reply);
        EXPECT_EQ(name_of(outcome.bounce_class), row.bounce_class)
            << row.reply << "\nby " << outcome.pattern;
        EXPECT_EQ(blames_recipient(outcome), is_recipient)
            << row.reply << "\nby " << outcome.pattern;
    }
}

void expect_no_blame(std::initializer_list<std::string_view> replies) {
    for (const auto reply : replies) {
        const auto outcome = read_reply(reply);
        EXPECT_FALSE(blames_recipient(outcome)) << reply << "\nby " << outcome.pattern;
    }
}

TEST(ReasonThatIsOnlyNamed, YieldsToTheRecipientsFaultThatTheCodeSaysToo) {
    expect_blame(
        {
            {"550 5.1.1 LDAP has no such user", "user-unknown"},
            {"550 5.1.1 No such queue", "user-unknown"},
            {"550 5.1.1 Harvest protection: no such recipient", "user-unknown"},
            {"550 5.1.1 Es gibt keine Weiterleitung für diese Adresse", "user-unknown"},
            {"552 5.2.2 Hard quota of the store exceeded", "mailbox-full"},
        },
        true);
}

TEST(ReasonThatIsOnlyNamed, YieldsToTheFaultBehindIt) {
    expect_blame(
        {
            {"550 5.7.1 Blocked by policy: unknown recipient", "user-unknown"},
            {"554 5.7.1 Rejected by the spam filter: recipient not found", "user-unknown"},
            {"550 5.7.1 Service unavailable; account disabled", "inactive"},
            {"550 5.7.1 Mailbox full (rule 5)", "mailbox-full"},
        },
        true);
}

TEST(ReasonThatIsOnlyNamed, StaysWhereTheFaultIsNotTheRecipients) {
    expect_blame(
        {
            {"550 5.7.1 Rejected by policy: sender unknown", "policy"},
            {"550 5.1.1 Unknown user in MAIL FROM", "blocked"},
            {"554 5.7.1 Relaying denied: unknown user or host", "policy"},
        },
        false);
}

TEST(CodeOfTheRecipients, SaysWhichOfSeveralFaultsItIs) {
    expect_blame(
        {
            {"550 5.1.1 Mailbox does not exist, the old one is switched off", "user-unknown"},
            {"550 5.1.1 This address is closed, no such mailbox is left", "user-unknown"},
        },
        true);
}

TEST(SuppositionOfAFault, BlamesNobody) {
    expect_no_blame({
        "550 Mail refused. Should the mailbox be full, you will get another notice",
        "550 Possible reasons: mailbox full, account disabled, policy",
        "550 Abgelehnt. Falls das Postfach voll ist, versuchen Sie es später",
        "550 Rechazado. Si el buzón está lleno, inténtelo más tarde",
        "550 拒绝。如果邮箱已满,请稍后再试",
        "550 拒否。メールボックスが一杯の場合は後で",
        "451 4.0.0 Cannot tell whether the recipient exists",
    });
}

TEST(SomebodyElsesThing, BlamesNoRecipient) {
    expect_no_blame({
        "451 The archive mailbox is full",
        "451 4.3.0 Bind user unknown to the directory",
        "451 Number of licensed mailboxes exceeded",
        "550 The return path belongs to a user who no longer exists",
        "550 Clé du destinataire introuvable",
        "550 The public key of the user has expired",
        "451 Next hop of the recipient's domain is unknown",
        "450 mailbox temporarily disabled for maintenance",
        "550 URL in the message points to a suspended account",
        "554 Message refused: \"mailbox quota exceeded\" lure",
        "550 No MX for your FROM address",
        "421 The user limit for this hour is full",
        "550 Account press has exceeded its quota of outgoing messages per day",
        "554 5.7.1 发件服务器已被我们的邮箱屏蔽",
        "554 5.7.1 您的域名 sender.example 已被本邮箱屏蔽",
    });
}

TEST(WhatARecipientSwitchesOff, IsARuleOfHisOwn) {
    expect_blame({{"550 The user has disabled newsletters", "policy"}}, false);
    expect_blame({{"550 5.2.1 The owner has closed his account", "inactive"}}, true);
}

TEST(FullMailbox, MayStandBesideACodeOfTheSystem) {
    expect_blame(
        {
            {"452 4.3.1 The user's mailbox is full", "mailbox-full"},
            {"552 5.3.4 This user is over his storage quota", "mailbox-full"},
        },
        true);
    expect_blame({{"552 5.3.4 Message exceeds the mailbox maximum", "message-too-large"}}, false);
}

TEST(RuleOfTheRecipients, OutweighsACodeThatSaysLittle) {
    expect_blame({{"550 5.2.1 This mailbox is only open to members", "policy"}}, false);
}

TEST(ContractOfTheRecipients, IsHisFaultWhereItHasEnded) {
    expect_blame(
        {
            {"554 5.7.1 The service of this customer was suspended", "inactive"},
            {"550 Subscription of the user ended", "inactive"},
            {"550 5.2.1 Dienst wegen offener Rechnung gesperrt", "inactive"},
        },
        true);
    expect_blame({{"550 Your subscription has been cancelled", "undefined"}}, false);
}

}  // namespace
}  // namespace postern
