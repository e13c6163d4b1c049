// SPDX-License-Identifier: Apache-2.0
//
// An agent whose address has characters beyond ASCII before its @ (RFC 6531), under
// recipients.smtputf8: allow, where the remote side offers SMTPUTF8 and where it does not.
#include <fstream>
#include <memory>

#include <gtest/gtest.h>

#include "mail_host.hpp"
#include "mail_text.hpp"
#include "wait.hpp"
#include "with_mail_host.hpp"

namespace postern::testing {
namespace {

using Lines = std::vector<std::string>;

constexpr auto kZofia = "zażółć@team.example.test";

constexpr auto kDirectory = R"(
accounts:
  - id: team
    plan: standard
    notifications: { offline-message: true }
    agents:
      - { id: zofia, name: Zofia, address: zażółć@team.example.test }
      - { id: ann, name: Ann, address: ann@team.example.test }
  - id: lodge
    plan: standard
    notifications: { offline-message: true }
    fallback: desk@lodge.example.test
    agents: [ { id: iris, name: Iris, address: łódź@lodge.example.test } ]
)";

template <typename Suite>
class Smtputf8On : public WithMailHost<Suite> {
  protected:
    using WithMailHost<Suite>::host;

    static std::unique_ptr<MailHost> make_host_with(bool remote) {
        HostOptions options;
        options.lab.smtputf8 = true;
        options.lab.remote = remote;
        options.sections["recipients"] = "{ smtputf8: allow }";
        // The bounce domain of conf/postfix/main.cf, which the lab runs as it is shipped.
        options.sections["senders"] =
            "[{ domain: example.test, bounce-domain: bounces.example.test }]";
        return std::make_unique<MailHost>(kDirectory, options);
    }

    static void send(const DraftText& draft, const std::string& to) {
        const auto sent = host().submit(draft, {to});
        ASSERT_EQ(sent.end.code, 250) << sent.end.text;
    }

    static bool comes_to_log(const std::string& text) {
        return wait_until([&] { return host().logs().find(text) != std::string::npos; },
                          std::chrono::seconds(20));
    }

    static std::string suppressions() { return host().postern({"suppressions", "list", "--json"}); }
};

class WhereItIsOffered : public Smtputf8On<WhereItIsOffered> {
  public:
    static std::unique_ptr<MailHost> make_host() { return make_host_with(true); }
};

TEST_F(WhereItIsOffered, IsAskedForByThoseWhoNeedItAndNobodyElse) {
    send({"both", "team"}, everybody("team"));
    const auto messages = host().delivered("both", 2);
    ASSERT_EQ(messages.size(), 2U) << host().logs();
    for (const auto& message : messages) {
        const auto to = MailText(message.text).field("To");
        const bool asked = message.mail_parameters.find("SMTPUTF8") != std::string::npos;
        EXPECT_EQ(asked, to == "Zofia <zażółć@team.example.test>") << to;
    }
}

TEST_F(WhereItIsOffered, AnUnknownMailboxIsSuppressedAndItsFallbackToldInAscii) {
    std::ofstream(host().postfix().value("REMOTE_RECIPIENTS"))
        << "/^łódź@/ 550 5.1.1 User unknown\n";
    send({"lodge-1", "lodge"}, everybody("lodge"));
    ASSERT_TRUE(comes_to_log("effect=suppressed")) << host().logs();
    EXPECT_NE(suppressions().find("łódź@lodge.example.test"), std::string::npos);
    send({"lodge-2", "lodge"}, everybody("lodge"));
    const auto messages = host().delivered("lodge-2", 1);
    ASSERT_EQ(messages.size(), 1U) << host().logs();
    EXPECT_EQ(messages[0].recipients, Lines{"desk@lodge.example.test"});
    EXPECT_EQ(messages[0].mail_parameters.find("SMTPUTF8"), std::string::npos);
    EXPECT_EQ(decoded_words(MailText(messages[0].text).field("Fallback-For")),
              "Iris <łódź@lodge.example.test>; reason=user-unknown");
}

class WhereItIsNotOffered : public Smtputf8On<WhereItIsNotOffered> {
  public:
    static std::unique_ptr<MailHost> make_host() { return make_host_with(false); }
};

TEST_F(WhereItIsNotOffered, ComesBackAndIsHeldAgainstNobody) {
    send({"back-1", "team"}, kZofia);
    EXPECT_TRUE(
        comes_to_log("class=system-error fault=nobody action=failed status=5.6.7 address=\"" +
                     std::string(kZofia)))
        << host().logs();
    EXPECT_EQ(suppressions(), "[]\n");
    send({"back-2", "team"}, kZofia);
    EXPECT_EQ(host().verdicts("back-2"), Lines{"zofia sent"});
}

/// Postfix asks for it for the sake of any field, which encoded words (RFC 2047) do not need.
TEST_F(WhereItIsNotOffered, ADraftWithFieldsBeyondAsciiArrivesInEncodedWords) {
    DraftText raw{"raw", "team"};
    raw.from = "Czat Łódź <chat@platform.example.test>";
    raw.fields = "X-Visitor: Zażółć\n";
    send(raw, "ann@team.example.test");
    const auto messages = host().delivered("raw", 1);
    ASSERT_EQ(messages.size(), 1U) << host().logs();
    const MailText mail(messages[0].text);
    EXPECT_EQ(decoded_words(mail.field("X-Visitor")), "Zażółć");
    EXPECT_EQ(decoded_words(mail.field("From")), "Czat Łódź <notifications@example.test>");
    EXPECT_EQ(messages[0].mail_parameters.find("SMTPUTF8"), std::string::npos);
}

TEST_F(WhereItIsNotOffered, ALongSubjectArrivesInOnePiece) {
    DraftText longer{"long", "team"};
    std::string words;
    for (int i = 0; i < 300; ++i) words += "=C4=87";
    longer.fields = "X-Topic: =?utf-8?q?" + words + "?=\n";
    send(longer, "ann@team.example.test");
    const auto messages = host().delivered("long", 1);
    ASSERT_EQ(messages.size(), 1U) << host().logs();
    const auto topic = decoded_words(MailText(messages[0].text).field("X-Topic"));
    EXPECT_EQ(topic.size(), 600U) << topic;
    EXPECT_EQ(topic.find_first_not_of("\xC4\x87"), std::string::npos) << topic;
}

TEST_F(WhereItIsNotOffered, APartWithAFieldBeyondAsciiArrivesToo) {
    DraftText raw{"part", "team"};
    raw.fields = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n";
    raw.body =
        "--b\nContent-Type: text/plain\nContent-Disposition: attachment; "
        "filename=\"ż.txt\"\n\nhi\n--b--\n";
    send(raw, "ann@team.example.test");
    const auto messages = host().delivered("part", 1);
    ASSERT_EQ(messages.size(), 1U) << host().logs();
}

}  // namespace
}  // namespace postern::testing
