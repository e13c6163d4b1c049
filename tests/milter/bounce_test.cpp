// SPDX-License-Identifier: Apache-2.0
//
// BOUNCE over the wire: what is proved acts once and is discarded, everything else is put on
// hold as it came and changes nothing, and neither a dead daemon nor a locked database loses a
// report.
#include <algorithm>
#include <csignal>

#include "postern/base/clock.hpp"
#include "postern/gateway/identity.hpp"

#include "daemon_test.hpp"
#include "database_lock.hpp"
#include "wait.hpp"

namespace postern::testing {

namespace {

using Texts = std::vector<std::string>;

class BounceHop : public DaemonTest {
  protected:
    BounceHop() {
        start();
        const auto copy = handed_over("anna");
        EXPECT_EQ(connect(kOutHop).send(copy).end.answer, FilterAnswer::accept);
    }

    /// Where bounces of the first draft's notification to that agent go.
    [[nodiscard]] std::string return_path(const std::string& agent = "anna") const {
        const auto id = notification_id("shop", "draft-1", agent);
        return return_path_local(keys(), id, SystemClock().now()) + "@bounces.mail.example";
    }

    static std::string id_of(const std::string& draft) {
        return notification_id("shop", draft, "anna");
    }

    /// RFC 3464: the mailbox is refused with that status.
    static MilterMessage report(const std::string& to, const std::string& status,
                                const std::string& recipient = "anna@shop.example") {
        MilterMessage message;
        message.sender = "";
        message.recipients = {to};
        message.headers = {
            {"From", "MAILER-DAEMON@mx.shop.example"},
            {"Subject", "Undelivered Mail Returned to Sender"},
            {"MIME-Version", "1.0"},
            {"Content-Type", "multipart/report; report-type=delivery-status; boundary=\"b\""}};
        message.body =
            "--b\r\nContent-Type: text/plain\r\n\r\nIt did not arrive.\r\n"
            "--b\r\nContent-Type: message/delivery-status\r\n\r\n"
            "Reporting-MTA: dns; mx.shop.example\r\n\r\n"
            "Final-Recipient: rfc822; " +
            recipient + "\r\nAction: failed\r\nStatus: " + status +
            "\r\nDiagnostic-Code: smtp; 550 " + status + " refused\r\n\r\n--b--\r\n";
        return message;
    }

    /// It was taken, for the hold queue.
    static bool is_kept(const MilterReply& reply) {
        return reply.answer == FilterAnswer::accept && reply.edits.size() == 1 &&
               reply.edits[0].kind == Modification::quarantine;
    }

    [[nodiscard]] MilterReply present(const MilterMessage& message) const {
        return connect(kBounceHop).send(message).end;
    }

    /// "anna@shop.example user-unknown 0": the last is the number of cool-downs.
    [[nodiscard]] Texts held() const {
        Texts all;
        const auto found = state()->suppressions({});
        for (const auto& s : found.value()) {
            all.push_back(s.subject + " " + std::string(name_of(s.cause)) + " " +
                          std::to_string(s.step));
        }
        return all;
    }

    [[nodiscard]] Texts not_believed() const {
        Texts all;
        const auto found = state()->disbelieved(100);
        for (const auto& d : found.value()) {
            all.push_back(d.victim + " " + d.why + " " + std::to_string(d.count));
        }
        return all;
    }
};

TEST_F(BounceHop, ActsOnWhatIsProvedAndDiscardsIt) {
    const auto reply = present(report(return_path(), "5.1.1"));
    EXPECT_EQ(reply.answer, FilterAnswer::discard);
    EXPECT_EQ(reply.texts(), Texts{});
    EXPECT_EQ(held(), Texts{"anna@shop.example user-unknown 1"});
    const auto next = handed_over(draft("draft-2"), "anna");
    EXPECT_EQ(connect(kOutHop).send(next).end.answer, FilterAnswer::discard);
    EXPECT_TRUE(logs("rule=D2"));
}

TEST_F(BounceHop, TakesWhatIsForgedOrForeignAndChangesNothing) {
    auto forged = return_path();
    forged[10] = forged[10] == 'a' ? 'b' : 'a';
    EXPECT_TRUE(is_kept(present(report(forged, "5.1.1"))));
    EXPECT_TRUE(is_kept(present(report(return_path(), "5.1.1", "ben@shop.example"))));
    EXPECT_TRUE(is_kept(present(report(return_path("ben"), "5.1.1", "ben@shop.example"))))
        << "Ben's was never sent";
    EXPECT_TRUE(is_kept(present(report("postmaster@bounces.mail.example", "5.1.1"))));
    EXPECT_EQ(held(), Texts{});
    EXPECT_TRUE(logs("reason=forged"));
    EXPECT_TRUE(logs("reason=foreign"));
    EXPECT_TRUE(logs("reason=unknown"));
    daemon().stop();
    auto counted = not_believed();
    std::sort(counted.begin(), counted.end());
    EXPECT_EQ(counted, (Texts{"anna@shop.example forged 2", "ben@shop.example foreign 1",
                              "ben@shop.example unknown 1"}));
}

TEST_F(BounceHop, KeepsWhatItCannotRead) {
    auto message = report(return_path(), "5.1.1");
    message.body = "--b\r\nContent-Type: message/delivery-status\r\n\r\n\xff\xfe\r\n";
    EXPECT_TRUE(is_kept(present(message)));
    EXPECT_EQ(held(), Texts{});
}

TEST_F(BounceHop, ActsOnceWhateverIsPresentedAgainAfterAKill) {
    const auto message = report(return_path(), "5.2.2");
    {
        // Killed with a report on its way: what it did not answer is presented again.
        auto connection = connect(kBounceHop);
        connection.mail(message);
        connection.recipient(message.recipients.front());
        connection.content(message);
        daemon().kill9();
    }
    daemon().restart();
    EXPECT_EQ(held(), Texts{});
    EXPECT_EQ(present(message).answer, FilterAnswer::discard);
    EXPECT_EQ(held(), Texts{"anna@shop.example mailbox-full 1"});

    daemon().kill9();
    daemon().restart();
    EXPECT_TRUE(is_kept(present(message))) << "kept: it was used before";
    EXPECT_EQ(held(), Texts{"anna@shop.example mailbox-full 1"});
}

TEST_F(BounceHop, GoesByTheTermsOfAReload) {
    configure("reputation", "{ suspensions: [3h] }");
    daemon().signal(SIGHUP);
    ASSERT_TRUE(logs("configuration-loaded"));
    auto refusal = report(return_path(), "5.7.1");
    refusal.headers.insert(refusal.headers.begin(),
                           {"Received", "by mx.shop.example (Postfix)\n\tid 4jc7; Sat"});
    refusal.body.insert(
        refusal.body.find("Reporting-MTA"),
        "Original-Envelope-Id: " + envelope_id(keys(), id_of("draft-1"), 1) + "\r\n");
    EXPECT_EQ(present(refusal).answer, FilterAnswer::discard);
    const auto standings = state()->sender_standings({}).value();
    ASSERT_EQ(standings.size(), 1U);
    EXPECT_EQ(*standings[0].until - standings[0].since, std::chrono::hours{3});

    configure("suppressions", "{ cool-downs: [7h] }");
    daemon().signal(SIGHUP);
    const auto copy = handed_over(draft("draft-2"), "anna");
    ASSERT_EQ(connect(kOutHop).send(copy).end.answer, FilterAnswer::accept);
    const auto id = notification_id("shop", "draft-2", "anna");
    const auto path = return_path_local(keys(), id, SystemClock().now()) + "@bounces.mail.example";
    ASSERT_TRUE(wait_until([&] {
        return daemon().log().find("configuration-loaded") !=
               daemon().log().rfind("configuration-loaded");
    }));
    EXPECT_EQ(present(report(path, "5.2.2")).answer, FilterAnswer::discard);
    const auto held = state()->suppressions({}).value();
    ASSERT_EQ(held.size(), 1U);
    EXPECT_EQ(*held[0].until - held[0].since, std::chrono::hours{7});
}

TEST_F(BounceHop, HoldsNoOtherMailsRefusalAgainstASenderDomain) {
    // Our own Postfix made it, of mail with that return path to an alias of the site's.
    auto refusal = report(return_path(), "5.7.1", "anybody@evil.example");
    refusal.headers.insert(refusal.headers.begin(),
                           {"Received", "by mx.shop.example (Postfix)\n\tid 4jc7; Sat"});
    refusal.body.insert(refusal.body.find("Final-Recipient"),
                        "Original-Recipient: rfc822;anna@shop.example\r\n");
    refusal.body.insert(refusal.body.find("Reporting-MTA"),
                        "Original-Envelope-Id: " + id_of("draft-1") + "\r\n");
    EXPECT_EQ(present(refusal).answer, FilterAnswer::discard);
    EXPECT_TRUE(logs("origin=outside"));
    const auto standings = state()->sender_standings({});
    EXPECT_TRUE(standings.value().empty());
}

TEST_F(BounceHop, TriesLaterWhileTheStateIsLocked) {
    const auto message = report(return_path(), "5.1.1");
    {
        const DatabaseLock lock(path("state.db"));
        EXPECT_EQ(present(message).answer, FilterAnswer::tempfail);
    }
    EXPECT_EQ(present(message).answer, FilterAnswer::discard);
    EXPECT_EQ(held(), Texts{"anna@shop.example user-unknown 1"});
}

}  // namespace

}  // namespace postern::testing
