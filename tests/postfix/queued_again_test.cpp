// SPDX-License-Identifier: Apache-2.0
//
// What operators do to a queue while drafts are parked in it: they have everything queued again
// (`postsuper -r ALL`), which brings it through pickup and the site's own cleanup, without DRAFT's
// content filter; put it on hold; hand a copy to the sendmail command. Whatever the site's settings
// are, each agent gets one notification that says what the draft said, or it is set aside.
#include <gtest/gtest.h>

#include "mail_text.hpp"
#include "one_draft.hpp"
#include "operator.hpp"
#include "wait.hpp"

namespace postern::testing {
namespace {

using Words = std::vector<std::string>;

constexpr auto kLimit = std::chrono::seconds(30);

HostOptions options_with(const Words& settings, Duration window = std::chrono::seconds(3)) {
    auto options = site_with(settings);
    options.window = window;
    return options;
}

class QueuedAgain : public ::testing::Test {
  protected:
    void SetUp() override {
        if (const auto why = PostfixLab::unavailable()) GTEST_SKIP() << *why;
    }

    static void park(const MailHost& host, const std::string& draft) {
        ASSERT_EQ(host.submit({draft, "team"}).end.code, 250);
        ASSERT_TRUE(host.becomes(draft, "parked")) << host.logs();
    }

    /// Nothing that left is a draft, whoever was sent it.
    static void expect_no_draft_left(const MailHost& host) {
        for (const auto& message : host.postfix().sink_messages()) {
            EXPECT_TRUE(message.sender.starts_with("b+")) << message.sender;
            for (const auto& name : MailText(message.text).names())
                EXPECT_FALSE(name.starts_with("Postern-")) << name << "\n" << host.logs();
        }
    }

    static void expect_both_sent(const MailHost& host, const std::string& draft) {
        EXPECT_EQ(host.verdicts(draft), (Words{"ann sent", "ben sent"})) << host.logs();
        EXPECT_EQ(host.delivered(draft, 2).size(), 2U) << host.logs();
        expect_no_draft_left(host);
    }

    /// A draft is parked, queued again, and each agent has it in the end.
    static void expect_the_same_way(const Words& settings) {
        const MailHost host(kSiteDirectory, options_with(settings));
        park(host, "again");
        queue_again(host);
        expect_both_sent(host, "again");
    }
};

TEST_F(QueuedAgain, DraftsGoTheSameWay) {
    expect_the_same_way({});
}

TEST_F(QueuedAgain, DraftsGoTheSameWayThroughASiteThatRewrites) {
    expect_the_same_way({"canonical_maps=inline:{ {platform@platform.example.test=x@y.example} }",
                         "always_add_missing_headers=yes", "enable_long_queue_ids=no",
                         "header_checks=regexp:{ {/^Received:/ IGNORE} }"});
}

TEST_F(QueuedAgain, DraftsAreNotCopiedByASiteThatKeepsAnArchive) {
    expect_the_same_way({"always_bcc=archive@site.example.test",
                         "sender_bcc_maps=static:of-senders@site.example.test",
                         "recipient_bcc_maps=static:of-recipients@site.example.test"});
}

TEST_F(QueuedAgain, DraftsDoNotPassTheSitesContentFilter) {
    expect_the_same_way({"content_filter=smtp:[127.0.0.1]:@SINK_PORT@"});
}

TEST_F(QueuedAgain, DraftsReachTheirAgentsWhereTheSiteCatchesAll) {
    for (const std::string alias :
         {"virtual_alias_maps=static:admin@site.example.test",
          "virtual_alias_maps=static:{admin@site.example.test, other@site.example.test}"}) {
        SCOPED_TRACE(alias);
        // The list of domains defaults to the alias maps, which would list every domain.
        expect_the_same_way({alias, "virtual_alias_domains="});
    }
}

TEST_F(QueuedAgain, DraftsGoTheSameWayWhereOtherFieldsAreChanged) {
    expect_the_same_way(
        {"header_checks=regexp:{ {/^X-Mailer:/ IGNORE} {/^From:/ PREPEND X-Site: 1} "
         "{/^Subject:/ FILTER smtp:[127.0.0.1]:9} }"});
}

TEST_F(QueuedAgain, DraftsThatTheSiteChangesAreSetAside) {
    const MailHost host(
        kSiteDirectory,
        options_with({"header_checks=regexp:{ {/^Subject:/ REPLACE Subject: Other} }"}));
    park(host, "changed");
    queue_again(host);
    EXPECT_EQ(host.verdicts("changed"), (Words{"ann set-aside", "ben set-aside"})) << host.logs();
    EXPECT_TRUE(host.postfix().sink_messages().empty());
    EXPECT_NE(host.logs().find("event=draft-changed"), std::string::npos);
    EXPECT_NE(host.postfix().queue().find("\"queue_name\": \"hold\""), std::string::npos)
        << host.postfix().queue();
}

TEST_F(QueuedAgain, PlainMailGoesByOutAndIsSigned) {
    auto options = options_with({"defer_transports=postern-fan"});
    options.lab.sign = {"platform.example.test"};
    const MailHost host(kSiteDirectory, options);
    SmtpClient client(host.postfix().draft_port());
    ASSERT_EQ(client
                  .send("someone@platform.example.test", {"you@elsewhere.example.test"},
                        "From: someone@platform.example.test\nSubject: plain\n\nHello\n")
                  .end.code,
              250);
    ASSERT_TRUE(wait_until([&] { return !host.postfix().queue().empty(); }, kLimit));
    set_main_cf(host, "defer_transports=");
    queue_again(host);
    const auto arrived = host.delivered("plain", 1);
    ASSERT_EQ(arrived.size(), 1U) << host.logs();
    const MailText mail(arrived[0].text);
    EXPECT_EQ(mail.field("Postern-Pass"), "");
    EXPECT_NE(mail.field("DKIM-Signature"), "") << arrived[0].text;
}

TEST_F(QueuedAgain, WhatWasOnHoldIsSentOnceItIsReleased) {
    const MailHost host(kSiteDirectory,
                        options_with({"defer_transports=postern-fan"}, std::chrono::seconds(1)));
    ASSERT_EQ(host.submit({"held", "team"}).end.code, 250);
    postsuper(host, {"-h", "ALL"});
    set_main_cf(host, "defer_transports=");
    ASSERT_TRUE(wait_until([&] { return now() > host.records("held").at(0).due; }, kLimit));
    EXPECT_TRUE(host.arrived("held").empty());
    postsuper(host, {"-H", "ALL"});
    flush(host);
    expect_both_sent(host, "held");
}

TEST_F(QueuedAgain, ACopyGivenToSendmailIsNoSecondNotification) {
    const MailHost host(kSiteDirectory, options_with({"authorized_submit_users=static:all"}));
    park(host, "copied");
    const auto queue_id = host.records("copied").at(0).queue_id;
    const auto text = text_in_queue(host, queue_id);
    const auto recipients = recipients_in_queue(host, queue_id);
    ASSERT_EQ(recipients.size(), 2U);
    give_to_sendmail(host, text, recipients);
    expect_both_sent(host, "copied");
    give_to_sendmail(host, text, recipients);
    const auto is_told = [&] { return count_in(host.logs(), "verdict=duplicate") >= 4; };
    EXPECT_TRUE(wait_until(is_told, kLimit)) << host.logs();
    expect_both_sent(host, "copied");
}

}  // namespace
}  // namespace postern::testing
