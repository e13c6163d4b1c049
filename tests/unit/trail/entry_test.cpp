// SPDX-License-Identifier: Apache-2.0
//
// Lines as Postfix writes them, of each daemon and each outcome.
#include "postern/trail/entry.hpp"

#include <gtest/gtest.h>

#include "lines.hpp"

namespace postern::trail {
namespace {

TEST(TrailEntry, OfADelivery) {
    const auto attempt = attempt_in(
        "4jcYHn05N5z1cbXJ: to=<anna@firm.example>, relay=mx.firm.example[192.0.2.1]:25, "
        "delay=0.35, delays=0.01/0.02/0.3/0.02, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as "
        "4cXyZ)");
    EXPECT_EQ(attempt, (Attempt{"4jcYHn05N5z1cbXJ", "smtp", "anna@firm.example", "",
                                "mx.firm.example[192.0.2.1]:25", "0.35", "2.0.0", Status::sent,
                                "250 2.0.0 Ok: queued as 4cXyZ", true}));
}

TEST(TrailEntry, KnowsWhatAnAddressWasBefore) {
    const auto attempt = attempt_in(
        "A1B2C3D4E5: to=<anna@inside.example>, orig_to=<info@firm.example>, relay=local, "
        "delay=0.1, delays=0/0/0/0.1, dsn=2.0.0, status=sent (delivered to mailbox)",
        "postfix/local");
    EXPECT_EQ(attempt.to, "anna@inside.example");
    EXPECT_EQ(attempt.orig_to, "info@firm.example");
    EXPECT_EQ(attempt.agent, "local");
}

TEST(TrailEntry, PassesOverFieldsOfOtherVersions) {
    const auto attempt = attempt_in(
        "A1B2C3D4E5: to=<a@b.example>, relay=mx[2001:db8::1]:25, conn_use=2, tls=verified, "
        "delay=1, delays=0/0/0/1, dsn=4.2.2, status=deferred (host mx said: 452 4.2.2 full)");
    EXPECT_EQ(attempt.relay, "mx[2001:db8::1]:25");
    EXPECT_EQ(attempt.status, Status::deferred);
}

TEST(TrailEntry, EndsWhereTheLineWasCutOff) {
    const auto attempt = attempt_in(
        "A1B2C3D4E5: to=<a@b.example>, relay=mx[192.0.2.1]:25, delay=1, delays=0/0/0/1, dsn=5.1.1, "
        "status=bounced (host mx said: 550 5.1.1 no (such us");
    EXPECT_FALSE(attempt.is_whole);
    EXPECT_EQ(attempt.words, "host mx said: 550 5.1.1 no (such us");
}

TEST(TrailEntry, OfSoftBounceIsPutOff) {
    EXPECT_EQ(attempt_in("A1B2C3D4E5: to=<a@b.example>, relay=none, delay=1, delays=0/0/0/1, "
                         "dsn=5.1.1, status=SOFTBOUNCE (unknown user)")
                  .status,
              Status::deferred);
}

TEST(TrailEntry, OfTheQueueManager) {
    const auto qmgr = [](std::string_view message) { return read_entry("postfix/qmgr", message); };
    EXPECT_EQ(qmgr("4jcYHn05N5z1cbXJ: from=<b+x@b.example>, size=1024, nrcpt=1 (queue active)"),
              Entry(Active{"4jcYHn05N5z1cbXJ", "b+x@b.example"}));
    EXPECT_EQ(qmgr("A1B2C3D4E5: from=<>, size=1, nrcpt=12 (queue active)"),
              Entry(Active{"A1B2C3D4E5", ""}));
    EXPECT_EQ(qmgr("A1B2C3D4E5: from=<\"a> b\"@b.example>, size=1, nrcpt=1 (queue active)"),
              Entry(Active{"A1B2C3D4E5", "\"a> b\"@b.example"}));
    EXPECT_EQ(qmgr("A1B2C3D4E5: from=<a@b.example>, status=expired, returned to sender"),
              Entry(Expired{"A1B2C3D4E5"}));
    EXPECT_EQ(qmgr("A1B2C3D4E5: from=<a@b.example>, status=force-expired, returned to sender"),
              Entry(Expired{"A1B2C3D4E5"}));
    EXPECT_EQ(qmgr("A1B2C3D4E5: removed"), Entry(Removed{"A1B2C3D4E5"}));
    EXPECT_EQ(read_entry("postfix-out/qmgr", "A1B2C3D4E5: removed"), Entry(Removed{"A1B2C3D4E5"}));
}

TEST(TrailEntry, IsOfTheDaemonWhateverTheServiceIsCalled) {
    for (const auto* program :
         {"postfix/smtp", "postfix-out/smtp", "postfix/relay/smtp", "fan/lmtp", "postfix/error",
          "postfix/retry", "postfix/pipe", "x/discard"}) {
        EXPECT_TRUE(read_entry(program, kDelivered)) << program;
    }
    for (const auto* program : {"postfix/smtpd", "postfix/cleanup", "postfix/submission/smtpd",
                                "smtp", "sshd", "postfix/smtp/", "postfix/script", ""}) {
        EXPECT_FALSE(read_entry(program, kDelivered)) << program;
    }
}

TEST(TrailEntry, IsNothingElse) {
    for (const auto* message : {
             "",
             "connect to mx.example[192.0.2.1]:25: Connection timed out",
             "A1B2C3D4E5: host mx.example[192.0.2.1] said: 450 4.7.1 wait (in reply to RCPT TO)",
             "A1B2C3D4E5: lost connection with mx.example[192.0.2.1] while sending RCPT TO",
             "A1B2C3D4E5: enabling PIX workarounds: disable_esmtp for mx.example[192.0.2.1]:25",
             "A1B2: to=<a@b.example>, relay=none, delay=1, dsn=2.0.0, status=sent (x)",
             "A1B2C3D4E5: to=<a@b.example, relay=none, delay=1, dsn=2.0.0, status=sent (x)",
             "A1B2C3D4E5: to=<\"a@b.example>, relay=none, delay=1, dsn=2.0.0, status=sent (x)",
             "A1B2C3D4E5: to=<a@b.example>, relay=none, delay=1, dsn=2.0.0, status=gone (x)",
             "A1B2C3D4E5: to=<a@b.example>, relay=none, delay=1, dsn=2.0.0, status=sent",
             "A1B2C3D4E5: to=<a@b.example>, relay=none, delay=1, dsn=2.0.0",
             "A1B2C3D4E5: to=<a@b.example>",
             "A1-2C3D4E5: to=<a@b.example>, relay=none, delay=1, dsn=2.0.0, status=sent (x)",
             "A1B2C3D4E5: removed",
             "A1B2C3D4E5: from=<a@b.example>, size=1, nrcpt=1 (queue active)",
         }) {
        EXPECT_FALSE(read_entry("postfix/smtp", message)) << message;
    }
}

TEST(TrailEntry, StatusesAreReadAsTheyAreWritten) {
    for (const auto status : {Status::none, Status::sent, Status::deferred, Status::bounced,
                              Status::expired, Status::undeliverable, Status::deliverable}) {
        EXPECT_EQ(status_from(name_of(status)), status);
    }
    EXPECT_FALSE(status_from("delivered"));
}

}  // namespace
}  // namespace postern::trail
