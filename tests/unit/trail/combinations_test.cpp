// SPDX-License-Identifier: Apache-2.0
//
// Every outcome by every kind of server for every form of address in whatever words: each line is
// read to what it was made of.
#include <array>

#include <gtest/gtest.h>

#include "lines.hpp"

namespace postern::trail {
namespace {

constexpr std::array kPrograms{"postfix/smtp",          "postfix-out/lmtp", "postfix/local",
                               "postfix/virtual",       "postfix/pipe",     "postfix/error",
                               "postfix/relay/smtp",    "mta-3/retry",      "postfix/bounce",
                               "postfix-lists/discard", "postfix/qmgr"};

constexpr std::array kQueueIds{"4jcYHn05N5z1cbXJ", "3F2A1", "A1B2C3D4E5", "BB4DC2A0F13"};

/// What stands between the brackets of to=<…>.
constexpr std::array kRecipients{"anna@firm.example",
                                 "a+b=c/d@xn--fiqs8s.example",
                                 R"("anna k"@firm.example)",
                                 R"("a>b, relay=none"@firm.example)",
                                 R"("quo\"te\\"@firm.example)",
                                 "ann\xc3\xa4@firm.example",
                                 "anna@[192.0.2.1]",
                                 "anna"};

constexpr std::array kBefore{"", "info@firm.example", R"("in fo>"@firm.example)"};

constexpr std::array kRelays{"mx.firm.example[192.0.2.1]:25",
                             "mx.firm.example[2001:db8::25]:587",
                             "[192.0.2.1]:10026",
                             "127.0.0.1[127.0.0.1]:10025",
                             "none",
                             "local",
                             "virtual",
                             "dovecot",
                             "mail.firm.example[private/dovecot-lmtp]",
                             "mail.firm.example[/var/run/cyrus/lmtp]"};

struct Outcome {
    const char* word;
    Status status;
};
constexpr std::array kOutcomes{Outcome{"sent", Status::sent},
                               Outcome{"deferred", Status::deferred},
                               Outcome{"bounced", Status::bounced},
                               Outcome{"SOFTBOUNCE", Status::deferred},
                               Outcome{"expired", Status::expired},
                               Outcome{"undeliverable", Status::undeliverable},
                               Outcome{"deliverable", Status::deliverable}};

constexpr std::array kWords{
    "250 2.0.0 Ok: queued as 4cXyZ1",
    "250 OK id=1aBcDe-0001-XY",
    "Message accepted for delivery",
    "delivered to mailbox",
    "delivered to command: /usr/bin/procmail -a \"$EXTENSION\"",
    "delivered via dovecot service (lda(anna): stored)",
    "forwarded as A1B2C3D4E5",
    "delivery temporarily suspended: connect to mx.firm.example[192.0.2.1]:25: Connection refused",
    "connect to mx.firm.example[192.0.2.1]:25: Connection timed out",
    "lost connection with mx.firm.example[192.0.2.1] while receiving the initial server greeting",
    "conversation with mx.firm.example[192.0.2.1] timed out while sending end of data -- message "
    "may be sent more than once",
    "host mx.firm.example[192.0.2.1] said: 550 5.1.1 <anna@firm.example>: Recipient address "
    "rejected: User unknown in virtual mailbox table (in reply to RCPT TO command)",
    "host mx[192.0.2.1] said: 421-4.7.28 Our system has detected 421-4.7.28 an unusual rate "
    "421 4.7.28 https://support.example/mail - gsmtp (in reply to end of DATA command)",
    "host mx[192.0.2.1] refused to talk to me: 554 5.7.1 (((",
    "Host or domain name not found. Name service error for name=firm.example type=MX: Host not "
    "found, try again",
    "mail for firm.example loops back to myself",
    "unknown user: \"anna\"",
    "?????, status=sent (250 ok)",
    "x)), (status=bounced (y",
    "to=<eve@evil.example>, relay=none, delay=0, delays=0/0/0/0, dsn=2.0.0, status=sent (250",
    ""};

constexpr std::array kBeforeStatus{"delay=0.35, delays=0.01/0.02/0.3/0.02, dsn=2.0.0",
                                   "conn_use=12, delay=432000, delays=1/2/3/4, dsn=4.7.28",
                                   "delay=2, dsn=5.7.1", "tls=mandatory, delay=1.2, dsn=4.0.0"};

struct Made {
    std::string line;
    Attempt attempt;
};

Made made(std::string_view queue_id, std::string_view to, std::string_view before,
          std::string_view relay, std::string_view fields, const Outcome& outcome,
          std::string_view words) {
    Made one;
    one.line = std::string(queue_id) + ": to=<" + std::string(to) + ">";
    if (!before.empty()) one.line += ", orig_to=<" + std::string(before) + ">";
    one.line += ", relay=" + std::string(relay) + ", " + std::string(fields) +
                ", status=" + outcome.word + " (" + std::string(words) + ")";
    one.attempt.queue_id = queue_id;
    one.attempt.to = to;
    one.attempt.orig_to = before;
    one.attempt.relay = relay;
    one.attempt.status = outcome.status;
    one.attempt.words = words;
    return one;
}

/// The numbers are not compared: they are two fields among those of a list.
void expect_read(std::string_view program, const Made& one) {
    const auto entry = read_entry(program, one.line);
    ASSERT_TRUE(entry) << one.line;
    auto attempt = std::get<Attempt>(*entry);
    EXPECT_FALSE(attempt.delay.empty()) << one.line;
    EXPECT_FALSE(attempt.dsn.empty()) << one.line;
    attempt.delay = attempt.dsn = {};
    auto expected = one.attempt;
    expected.agent = program.substr(program.rfind('/') + 1);
    EXPECT_EQ(attempt, expected) << one.line;
}

TEST(TrailCombinations, AreReadToWhatTheyWereMadeOf) {
    std::size_t count = 0;
    for (const auto* to : kRecipients)
        for (const auto* before : kBefore)
            for (const auto* relay : kRelays)
                for (const auto& outcome : kOutcomes)
                    for (const auto* words : kWords) {
                        const auto* id = kQueueIds.at(count % kQueueIds.size());
                        const auto* fields = kBeforeStatus.at(count / 3 % kBeforeStatus.size());
                        const auto* program = kPrograms.at(count / 7 % kPrograms.size());
                        ++count;
                        expect_read(program, made(id, to, before, relay, fields, outcome, words));
                        if (HasFailure()) return;
                    }
    EXPECT_EQ(count, kRecipients.size() * kBefore.size() * kRelays.size() * kOutcomes.size() *
                         kWords.size());
}

TEST(TrailCombinations, ThatWereCutOffAreTheSameUpToThereOrNothing) {
    for (const auto* to : kRecipients) {
        for (const auto* words : kWords) {
            const auto one =
                made("A1B2C3D4E5", to, "", kRelays[0], kBeforeStatus[0], kOutcomes[1], words);
            const auto begins = one.line.size() - one.attempt.words.size() - 1;
            for (std::size_t length = 0; length < one.line.size(); ++length) {
                const auto cut = one.line.substr(0, length);
                const auto entry = read_entry("postfix/smtp", cut);
                ASSERT_EQ(entry.has_value(), length >= begins) << cut;
                if (!entry) continue;
                const auto& attempt = std::get<Attempt>(*entry);
                EXPECT_EQ(attempt.to, to) << cut;
                EXPECT_EQ(attempt.status, Status::deferred) << cut;
                EXPECT_TRUE(std::string(words).starts_with(attempt.words)) << cut;
            }
        }
    }
}

}  // namespace
}  // namespace postern::trail
