// SPDX-License-Identifier: Apache-2.0
//
// Mail that is no draft leaves as it came, and nobody but a submitter can make it one.
#include <memory>

#include <gtest/gtest.h>

#include "directories.hpp"
#include "mail_host.hpp"
#include "mail_text.hpp"
#include "with_mail_host.hpp"

namespace postern::testing {
namespace {

using Lines = std::vector<std::string>;

constexpr auto kForeign = "192.0.2.7";

class PlainMail : public WithMailHost<PlainMail> {
  public:
    static std::unique_ptr<MailHost> make_host() {
        HostOptions options;
        options.sections["drafts"] =
            "{ domain: drafts.example.test, networks: [127.0.0.1], sasl-users: [platform] }";
        return std::make_unique<MailHost>(kOneAgent, options);
    }

  protected:
    static SmtpTransaction send(SmtpClient& client, const std::string& recipient,
                                const std::string& message) {
        return client.send("someone@platform.example.test", {recipient}, message);
    }

    /// The one message that arrived with this subject, without what Postfix puts before it.
    static std::string arrived(const std::string& subject) {
        const auto messages = host().delivered(subject, 1);
        EXPECT_EQ(messages.size(), 1U) << host().logs();
        return messages.empty() ? "" : without_field(messages[0].text, "Received");
    }
};

TEST_F(PlainMail, LeavesByteForByteAsItCame) {
    const std::string message =
        "X-Odd:no blank behind the colon\n"
        "From: Someone <someone@platform.example.test>\n"
        "To: a@elsewhere.example.test,\n"
        "\tb@elsewhere.example.test,\n"
        "    c@elsewhere.example.test\n"
        "Subject: as-it-came\n"
        "Date: Mon, 23 Nov 2026 12:00:01 +0000\n"
        "Message-ID: <as-it-came@platform.example.test>\n"
        "X-Empty:\n"
        "X-Twice: one\n"
        "x-twice:   two  \n"
        "Auto-Submitted: no\n"
        "MIME-Version: 1.0\n"
        "Content-Type: text/plain; charset=utf-8\n"
        "Content-Transfer-Encoding: 8bit\n"
        "\n"
        "\n"
        "trailing blanks   \n"
        ".\n"
        "..dots\n"
        "Gr\xC3\xBC\xC3\x9F"
        "e, and a byte that is no UTF-8: \xFF\n"
        "Postern-Kind: in the body is nothing special\n"
        "\n";
    SmtpClient client(host().postfix().draft_port());
    ASSERT_EQ(send(client, "somebody@elsewhere.example.test", message).end.code, 250);
    EXPECT_EQ(arrived("as-it-came"), message);
    const auto envelope = host().arrived("as-it-came").at(0);
    EXPECT_EQ(envelope.sender, "someone@platform.example.test");
    EXPECT_EQ(envelope.recipients, Lines{"somebody@elsewhere.example.test"});
}

TEST_F(PlainMail, HandedToOutByAnybodyDoesNotLeave) {
    SmtpClient client(host().postfix().out_port());
    const auto sent = send(client, "somebody@elsewhere.example.test",
                           "From: Someone <someone@platform.example.test>\nSubject: straight-out\n"
                           "Date: Mon, 23 Nov 2026 12:00:01 +0000\n\nHello\n");
    EXPECT_EQ(sent.end.code, 550);
    EXPECT_TRUE(host().arrived("straight-out").empty());
}

TEST_F(PlainMail, EvenToAnAgentIsNoDraft) {
    SmtpClient client(host().postfix().draft_port());
    const std::string message =
        "From: Someone <someone@platform.example.test>\nSubject: to-an-agent\n"
        "Date: Mon, 23 Nov 2026 12:00:01 +0000\nMessage-ID: <x@platform.example.test>\n\nHello\n";
    ASSERT_EQ(send(client, "ann@team.example.test", message).end.code, 250);
    EXPECT_EQ(arrived("to-an-agent"), message);
}

TEST_F(PlainMail, OfAStrangerLosesOnlyItsDraftFields) {
    SmtpClient client(host().postfix().draft_port());
    ASSERT_EQ(client.xclient(kForeign).code, 220);
    auto text = DraftText{"stranger", "team"}.text();
    ASSERT_EQ(send(client, "ann@team.example.test", text).end.code, 250);

    for (const auto* field : {"Kind", "Account", "Chat", "Draft-Id"}) {
        text = without_field(text, std::string("Postern-") + field);
    }
    EXPECT_EQ(arrived("stranger"), text);
    EXPECT_TRUE(host().records("stranger").empty());
}

TEST_F(PlainMail, OfAStrangerToTheDraftsDomainIsRefused) {
    SmtpClient client(host().postfix().draft_port());
    ASSERT_EQ(client.xclient(kForeign).code, 220);
    const auto sent = send(client, everybody("team"), DraftText{"refused", "team"}.text());
    EXPECT_EQ(sent.recipients.at(0).code, 550);
    EXPECT_NE(sent.recipients.at(0).text.find("not allowed to submit drafts"), std::string::npos);
}

TEST_F(PlainMail, OfAKnownUserFromAnywhereIsADraft) {
    SmtpClient client(host().postfix().draft_port());
    ASSERT_EQ(client.xclient(kForeign, "platform").code, 220);
    ASSERT_EQ(send(client, everybody("team"), DraftText{"user", "team"}.text()).end.code, 250);
    EXPECT_EQ(host().verdicts("user"), Lines{"ann sent"}) << host().logs();
}

TEST_F(PlainMail, OfAnUnknownUserFromAnywhereIsNone) {
    SmtpClient client(host().postfix().draft_port());
    ASSERT_EQ(client.xclient(kForeign, "somebody").code, 220);
    const auto sent = send(client, everybody("team"), DraftText{"nobody", "team"}.text());
    EXPECT_EQ(sent.recipients.at(0).code, 550);
}

}  // namespace
}  // namespace postern::testing
