// SPDX-License-Identifier: Apache-2.0
//
// What leaves, as the remote side gets it: envelope, header and body of a notification.
#include <algorithm>
#include <memory>
#include <regex>

#include <gtest/gtest.h>

#include "postern/base/text.hpp"
#include "postern/gateway/identity.hpp"

#include "mail_host.hpp"
#include "mail_text.hpp"
#include "with_mail_host.hpp"

namespace postern::testing {
namespace {

using Lines = std::vector<std::string>;

constexpr auto kDirectory = R"(
accounts:
  - id: team
    plan: standard
    notifications: { offline-message: true }
    agents:
      - { id: ines, name: Inés Müller, address: ines@team.example.test }
      - { id: joe, name: Joe, address: joe@team.example.test, forward: desk@team.example.test }
)";

class Departure : public WithMailHost<Departure> {
  public:
    static std::unique_ptr<MailHost> make_host() {
        HostOptions options;
        options.sections["unsubscribe"] = R"({ url: "https://chat.example.test/u?t={token}" })";
        return std::make_unique<MailHost>(kDirectory, options);
    }

  protected:
    /// What one agent's notification became.
    static SinkMessage leave(const DraftText& draft, const std::string& agent = "ines") {
        const auto sent = host().submit(draft, {agent + "@team.example.test"});
        EXPECT_EQ(sent.end.code, 250) << sent.end.text;
        const auto messages = host().delivered(draft.id, 1);
        EXPECT_EQ(messages.size(), 1U) << host().logs();
        return messages.empty() ? SinkMessage{} : messages.front();
    }

    static std::string id(const std::string& draft, const std::string& agent = "ines") {
        return notification_id("team", draft, agent);
    }
};

TEST_F(Departure, ComesFromTheSenderDomainUnderTheDraftsName) {
    DraftText draft{"from", "team"};
    draft.from = "=?utf-8?B?S8Okc2UgJiBNaWxjaA==?= <chat@platform.example.test>";
    const MailText mail(leave(draft).text);
    EXPECT_EQ(decoded_words(mail.field("From")), "Käse & Milch <notifications@mail.example.test>");
    EXPECT_EQ(mail.field("Reply-To"), "visitor@home.example.test");
    EXPECT_EQ(mail.field("Subject"), "from");
    EXPECT_EQ(mail.field("Date"), "Mon, 23 Nov 2026 12:00:01 +0000");
}

TEST_F(Departure, GoesToTheAgentByName) {
    const MailText mail(leave({"to", "team"}).text);
    EXPECT_EQ(decoded_words(mail.field("To")), "Inés Müller <ines@team.example.test>");
}

TEST_F(Departure, NamesWhomItStandsForBesideASharedAddress) {
    const auto message = leave({"to-shared", "team"}, "joe");
    EXPECT_EQ(message.recipients, Lines{"desk@team.example.test"});
    EXPECT_EQ(MailText(message.text).field("To"), "Joe <desk@team.example.test>");
}

TEST_F(Departure, HasATokenForItsReturnPath) {
    const auto message = leave({"return-path", "team"});
    const auto at = message.sender.find('@');
    EXPECT_EQ(message.sender.substr(at + 1), kBounceDomain);
    for (const auto& local : {message.sender.substr(0, at), lower(message.sender.substr(0, at))}) {
        const auto token = read_return_path(host().keys(), local);
        ASSERT_TRUE(token.has_value()) << token.error().message();
        EXPECT_EQ(token->notification, id("return-path"));
        EXPECT_LT(now() - token->issued, std::chrono::days(2));
    }
}

TEST_F(Departure, HasAMessageIdOfItsOwnAndOneThreadForTheChat) {
    DraftText later{"thread-2", "team"};
    later.fields =
        "In-Reply-To: <visitors@home.example.test>\nReferences: <visitors@home.example.test>\n";
    const MailText one(leave({"thread-1", "team"}).text);
    const MailText two(leave(later).text);
    DraftText elsewhere{"thread-3", "team"};
    elsewhere.chat = "chat-2";
    const MailText three(leave(elsewhere).text);

    EXPECT_EQ(one.all("Message-ID"),
              Lines{"<" + message_id(host().keys(), id("thread-1"), kSenderDomain) + ">"});
    EXPECT_NE(one.field("Message-ID"), two.field("Message-ID"));
    EXPECT_EQ(one.all("References"), two.all("References"));
    EXPECT_EQ(one.all("References").size(), 1U);
    EXPECT_EQ(one.field("References"), one.field("In-Reply-To"));
    EXPECT_NE(one.field("References"), three.field("References"));
    EXPECT_TRUE(std::regex_match(one.field("References"),
                                 std::regex(R"(<[^<>@\s]+@drafts\.example\.test>)")));
}

TEST_F(Departure, SaysThatItIsAutomaticAndHowToUnsubscribe) {
    DraftText draft{"automatic", "team"};
    draft.fields = "Auto-Submitted: no\nList-Unsubscribe: <https://elsewhere.example.test/>\n";
    const MailText mail(leave(draft).text);
    EXPECT_EQ(mail.all("Auto-Submitted"), Lines{"auto-generated"});
    EXPECT_EQ(mail.all("List-Unsubscribe"),
              Lines{"<https://chat.example.test/u?t=" +
                    unsubscribe_token(host().keys(), "ines", Kind::offline_message) + ">"});
    EXPECT_EQ(mail.all("List-Unsubscribe-Post"), Lines{"List-Unsubscribe=One-Click"});
}

TEST_F(Departure, TellsNothingOfThePlatformsInside) {
    DraftText draft{"inside", "team"};
    draft.occurred = format_time(now());
    draft.fields =
        "Received: from inside.platform.example.test by app.platform.example.test; "
        "Mon, 23 Nov 2026 12:00:00 +0000\n"
        "Return-Path: <bounce@platform.example.test>\n"
        "Cc: other@team.example.test\nBcc: boss@team.example.test\nSender: "
        "app@inside.example.test\n"
        "Resent-From: app@inside.example.test\nErrors-To: ops@platform.example.test\n"
        "DKIM-Signature: v=1; a=rsa-sha256; d=platform.example.test; s=x; bh=x; b=x\n"
        "Disposition-Notification-To: app@inside.example.test\nX-Kept: yes\n";
    const auto message = leave(draft);
    const MailText mail(message.text);
    for (const auto& name : mail.names()) EXPECT_FALSE(istarts_with(name, "Postern-")) << name;
    for (const auto* gone : {"Return-Path", "Cc", "Bcc", "Sender", "Resent-From", "Errors-To",
                             "DKIM-Signature", "Disposition-Notification-To"}) {
        EXPECT_TRUE(mail.all(gone).empty()) << gone;
    }
    EXPECT_EQ(mail.field("X-Kept"), "yes");
    // Hop 2's own cannot be removed there; hop 1's and the platform's can.
    ASSERT_EQ(mail.all("Received").size(), 1U);
    EXPECT_EQ(mail.field("Received").find("client.example.test"), std::string::npos);
    EXPECT_EQ(message.text.find("inside"), message.text.find("Subject: inside") + 9)
        << message.text;
    EXPECT_EQ(message.text.find("ORCPT"), std::string::npos);
    EXPECT_EQ(message.mail_parameters.find("platform"), std::string::npos);
}

TEST_F(Departure, KeepsItsBodyAsItIs) {
    DraftText draft{"body", "team"};
    draft.fields =
        "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
        "Content-Transfer-Encoding: 8bit\n";
    draft.body = "Grüße  \n\n.\n..\nFrom here on\n" + std::string(998, 'x') + "\n";
    EXPECT_EQ(MailText(leave(draft).text).body(), draft.body);
}

TEST_F(Departure, HasNoLineThatAServerWouldBreak) {
    DraftText draft{"long-line", "team"};
    draft.fields =
        "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
        "Content-Transfer-Encoding: 8bit\n";
    for (int word = 0; word < 300; ++word) draft.body += "zehnmal zäh";
    draft.body += " \nand = a short line\n";
    const auto text = leave(draft).text;
    EXPECT_LE(longest_line(text), 998U);
    EXPECT_EQ(MailText(text).decoded_body(), draft.body);
}

TEST_F(Departure, HasNoLongLineInAnyPartEither) {
    const std::string story(3000, 'y');
    DraftText draft{"long-part", "team"};
    draft.fields = "MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=\"b 1\"\n";
    draft.body = "--b 1\nContent-Type: text/plain\n\nshort\n--b 1\nContent-Type: text/html\n\n<p>" +
                 story + "</p>\n--b 1--\n";
    const MailText mail(leave(draft).text);
    EXPECT_LE(longest_line(mail.body()), 998U);
    const std::string opening = "--b 1\nContent-Type: text/html";
    const auto from = mail.body().find(opening);
    ASSERT_NE(from, std::string::npos) << mail.body();
    EXPECT_NE(mail.body().find("Content-Type: text/plain\n\nshort\n"), std::string::npos);
    const auto part = mail.body().substr(from + 6, mail.body().rfind("\n--b 1--") - from - 6);
    EXPECT_EQ(MailText(part).decoded_body(), "<p>" + story + "</p>");
}

}  // namespace
}  // namespace postern::testing
