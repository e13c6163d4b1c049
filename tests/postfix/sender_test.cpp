// SPDX-License-Identifier: Apache-2.0
//
// A remote side that refuses one of our domains and takes the other: the first notification
// arrives by one more try, the next goes there at once, and the refused domain is probed again when
// its suspension is over.
#include <fstream>
#include <memory>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "mail_host.hpp"
#include "mail_text.hpp"
#include "operator.hpp"
#include "wait.hpp"
#include "with_mail_host.hpp"

namespace postern::testing {
namespace {

using Lines = std::vector<std::string>;
using nlohmann::json;

constexpr auto kDirectory = R"(
accounts:
  - id: team
    plan: standard
    notifications: { offline-message: true }
    agents:
      - { id: ann, name: Ann, address: ann@firm.example.test }
      - { id: bob, name: Bob, address: bob@other.example.test }
      - { id: cy, name: Cy, address: cy@third.example.test }
      - { id: dee, name: Dee, address: dee@fourth.example.test }
      - { id: eve, name: Eve, address: eve@fifth.example.test }
      - { id: fay, name: Fay, address: fay@sixth.example.test }
)";

class SenderDomains : public WithMailHost<SenderDomains> {
  public:
    static std::unique_ptr<MailHost> make_host() {
        HostOptions options;
        options.lab.remote = true;
        options.lab.sign = {"mail.example.test", "chat.example.test"};
        // One transport for bounces.example.test and what is below it.
        options.lab.settings = {"parent_domain_matches_subdomains=relay_domains,transport_maps",
                                "relay_recipient_maps=static:ok",
                                "virtual_alias_maps=inline:{ {info@site.example.test="
                                "other@seventh.example.test} }"};
        // The first is preferred where the test needs to know which one it is.
        options.sections["senders"] =
            "[{ domain: mail.example.test, bounce-domain: bounces.example.test,"
            "   preferred-providers: [firm.example.test, other.example.test, third.example.test] },"
            " { domain: chat.example.test, bounce-domain: chat.bounces.example.test,"
            "   from: chat }]";
        options.sections["reputation"] = "{ suspensions: [5s], probe-patience: 1s }";
        return std::make_unique<MailHost>(kDirectory, options);
    }

  protected:
    /// One line for each: a pattern of envelope senders, and the answer to them.
    static void refuse(const std::string& table) {
        std::ofstream(host().postfix().value("REMOTE_SENDERS")) << table;
    }

    static void send(const std::string& draft, const std::string& address) {
        const auto sent = host().submit({draft, "team"}, {address});
        ASSERT_EQ(sent.end.code, 250) << sent.end.text;
    }

    /// The sender domain that the draft's only mail arrived from, "" where none did.
    static std::string arrived_from(const std::string& draft) {
        const auto all = host().delivered(draft, 1);
        if (all.size() != 1) return "";
        const auto from = MailText(all[0].text).field("From");
        return from.substr(from.find('@') + 1, from.find('>') - from.find('@') - 1);
    }

    static json standings() {
        return json::parse(host().postern({"senders", "list", "--json"}))["standings"];
    }
    static void expect_no_word_against(const std::string& provider) {
        for (const auto& each : standings()) {
            if (each["provider"] != provider) continue;
            EXPECT_EQ(each["state"], "good") << each;
            EXPECT_EQ(each["refused"], 0) << each;
        }
    }
    static int count_of(const std::string& words) {
        const auto logs = host().logs();
        int count = 0;
        for (auto at = logs.find(words); at != logs.npos; at = logs.find(words, at + 1)) ++count;
        return count;
    }
    static std::string state_at(const std::string& provider) {
        for (const auto& each : standings()) {
            if (each["provider"] == provider && each["domain"] == "mail.example.test") {
                return each["state"];
            }
        }
        return "";
    }
};

constexpr auto kRefusal = "/@bounces\\.example\\.test$/ 550 5.7.1 Sender domain is blocked\n";

TEST_F(SenderDomains, GiveWayToTheNextOneAndComeBack) {
    refuse(kRefusal);
    send("first", "ann@firm.example.test");
    EXPECT_EQ(arrived_from("first"), "chat.example.test") << host().logs();
    EXPECT_NE(host().logs().find("origin=ours"), std::string::npos) << host().logs();
    send("second", "ann@firm.example.test");
    EXPECT_EQ(arrived_from("second"), "chat.example.test") << host().logs();

    // Taken again, and probed when the suspension is over.
    refuse("/^nobody@/ 550 5.7.1 No\n");
    const auto is_over = [] { return state_at("firm.example.test") == "to be probed"; };
    ASSERT_TRUE(wait_until(is_over, std::chrono::seconds(20))) << standings();
    send("third", "ann@firm.example.test");
    EXPECT_EQ(arrived_from("third"), "mail.example.test") << host().logs();
    EXPECT_EQ(state_at("firm.example.test"), "probing") << standings();
}

TEST_F(SenderDomains, LeaveTheSecondTryAsItWas) {
    refuse(kRefusal);
    send("again", "bob@other.example.test");
    const auto all = host().delivered("again", 1);
    ASSERT_EQ(all.size(), 1U) << host().logs();
    const MailText text(all[0].text);
    EXPECT_EQ(all[0].recipients, Lines{"bob@other.example.test"});
    EXPECT_EQ(text.field("To"), "Bob <bob@other.example.test>");
    EXPECT_EQ(text.field("Auto-Submitted"), "auto-generated");
    EXPECT_NE(text.field("DKIM-Signature").find("d=chat.example.test"), std::string::npos);
    EXPECT_NE(text.field("Message-ID").find("@chat.example.test"), std::string::npos);
    EXPECT_NE(text.field("References"), "");
    EXPECT_EQ(text.field("Content-Type").find("multipart/report"), std::string::npos);
    EXPECT_EQ(all[0].text.find("MAILER-DAEMON"), std::string::npos) << all[0].text;
    EXPECT_NE(host().logs().find("effect=retried"), std::string::npos);
    EXPECT_EQ(host().postern({"suppressions", "list", "--json"}), "[]\n")
        << "a refusal of ours is never the recipient's";
}

TEST_F(SenderDomains, AreTriedTwiceAndNoMore) {
    refuse("/bounces\\.example\\.test$/ 550 5.7.1 Sender domain is blocked\n");
    send("twice", "cy@third.example.test");
    const auto both = [] {
        int refused = 0;
        for (const auto& each : standings()) {
            if (each["provider"] == "third.example.test" && each["refused"] == 1) ++refused;
        }
        return refused == 2;
    };
    EXPECT_TRUE(wait_until(both, std::chrono::seconds(20))) << host().logs();
    EXPECT_EQ(state_at("third.example.test"), "good")
        << "who refuses both refuses us, and neither is suspended for it";
    EXPECT_NE(host().logs().find("event=sender-resumed sender_domain=mail.example.test"),
              std::string::npos)
        << host().logs();
    EXPECT_TRUE(host().delivered("twice", 0).empty());
    const auto told = host().postern({"why", "twice"});
    EXPECT_NE(told.find("once more"), std::string::npos) << told;
}

/// What Dee's own mail server would say if it had refused it, in words that are Postfix's.
std::string made_up(const std::string& first_line) {
    return first_line +
           "From: MAILER-DAEMON@lab.example.test (Mail Delivery System)\n"
           "Subject: Undelivered Mail Returned to Sender\n"
           "MIME-Version: 1.0\n"
           "Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\n\n"
           "--b\nContent-Type: text/plain\n\nIt could not be delivered.\n"
           "--b\nContent-Type: message/delivery-status\n\n"
           "Reporting-MTA: dns; lab.example.test\n\n"
           "Final-Recipient: rfc822; dee@fourth.example.test\nAction: failed\nStatus: 5.7.1\n"
           "Diagnostic-Code: smtp; 550 5.7.1 Sender domain is blocked\n\n--b--\n";
}

TEST_F(SenderDomains, AreNotJudgedByWhatTheirRecipientsMakeUp) {
    refuse("/^nobody@/ 550 5.7.1 No\n");
    const auto before = count_of("origin=outside");
    const auto* const postfixs_own =
        "Received: by lab.example.test (Postfix)\n\tid 4jc7mw1t9Wz1c01S; Sat, 28 Nov 2026 "
        "11:47:12 +0000 (UTC)\n";
    int told = 0;
    for (const auto* first_line : {"", postfixs_own}) {
        const auto draft = "made-up-" + std::to_string(++told);
        send(draft, "dee@fourth.example.test");
        const auto arrived = host().delivered(draft, 1);
        ASSERT_EQ(arrived.size(), 1U) << host().logs();
        // By the way that mail from outside takes.
        SmtpClient client(host().postfix().draft_port());
        const auto brought = client.send("", {arrived[0].sender}, made_up(first_line));
        ASSERT_EQ(brought.end.code, 250) << brought.end.text;
        const auto is_read = [&] { return count_of("origin=outside") == before + told; };
        ASSERT_TRUE(wait_until(is_read, std::chrono::seconds(20))) << host().logs();
    }
    expect_no_word_against("fourth.example.test");
}

/// The notification was taken. Somebody has our own Postfix send other mail with its return path to
/// the same mailbox, which refuses that, so that the report has nothing made up in it.
TEST_F(SenderDomains, AreNotJudgedByWhatOtherMailMet) {
    refuse("/^nobody@/ 550 5.7.1 No\n");
    send("taken", "eve@fifth.example.test");
    const auto arrived = host().delivered("taken", 1);
    ASSERT_EQ(arrived.size(), 1U) << host().logs();
    const auto before = count_of("origin=outside");
    refuse(kRefusal);
    SmtpClient client(host().postfix().draft_port());
    const auto other = client.send(arrived[0].sender, {"eve@fifth.example.test"},
                                   "From: eve@fifth.example.test\nSubject: other\n\nOther mail\n");
    ASSERT_EQ(other.end.code, 250) << other.end.text;
    const auto is_read = [&] { return count_of("origin=outside") == before + 1; };
    ASSERT_TRUE(wait_until(is_read, std::chrono::seconds(20))) << host().logs();
    expect_no_word_against("fifth.example.test");
}

/// Likewise by an alias of the site's, with everything that a client may say of the mail that left:
/// its return path, its envelope id, its recipient as the original one. The alias leads to a server
/// that refuses it.
TEST_F(SenderDomains, AreNotJudgedByWhatAnAliasMet) {
    refuse("/^nobody@/ 550 5.7.1 No\n");
    send("aliased", "fay@sixth.example.test");
    const auto arrived = host().delivered("aliased", 1);
    ASSERT_EQ(arrived.size(), 1U) << host().logs();
    const auto& parameters = arrived[0].mail_parameters;
    const auto envid = parameters.find("ENVID=");
    ASSERT_NE(envid, parameters.npos) << parameters;
    const auto port = open_port_of_the_site(host());
    const auto before = count_of("origin=outside");
    const auto ours = count_of("origin=ours");
    refuse("/bounces\\.example\\.test$/ 550 5.7.1 Sender domain is blocked\n");

    SmtpClient client(port);
    EXPECT_EQ(
        client.command("MAIL FROM:<" + arrived[0].sender + "> " + parameters.substr(envid)).code,
        250);
    EXPECT_EQ(client
                  .command("RCPT TO:<info@site.example.test> NOTIFY=FAILURE "
                           "ORCPT=rfc822;fay@sixth.example.test")
                  .code,
              250);
    EXPECT_EQ(client.command("DATA").code, 354);
    EXPECT_EQ(client.command("Subject: other\r\n\r\nOther mail\r\n.").code, 250);
    const auto is_read = [&] { return count_of("origin=outside") == before + 1; };
    ASSERT_TRUE(wait_until(is_read, std::chrono::seconds(20))) << host().logs();
    EXPECT_EQ(count_of("origin=ours"), ours) << host().logs();
    expect_no_word_against("sixth.example.test");
}

}  // namespace
}  // namespace postern::testing
