// SPDX-License-Identifier: Apache-2.0
//
// What others may have in a line of Postfix's log: a remote server's words, a HELO name, a subject,
// an address, and whole lines of other programs. None of it becomes an entry of somebody else's.
#include <gtest/gtest.h>

#include "postern/trail/line.hpp"
#include "postern/trail/trail.hpp"

#include "lines.hpp"

namespace postern::trail {
namespace {

std::optional<Entry> entry_in(std::string_view text) {
    const auto line = read_line(text);
    if (!line) return std::nullopt;
    return read_entry(line->program, line->message);
}

constexpr std::string_view kForged =
    "A1B2C3D4E5: to=<anna@firm.example>, relay=mx.firm.example[192.0.2.1]:25, delay=0.3, "
    "delays=0/0/0.2/0.1, dsn=2.0.0, status=sent (250 2.0.0 OK)";

TEST(TrailHostileLine, OfAnotherProgramIsNone) {
    const std::string forged(kForged);
    for (const auto& line : {
             "Nov 29 03:56:53 mx sshd[1]: " + forged,
             "Nov 29 03:56:53 mx app[1]: postfix/smtp[2]: " + forged,
             "Nov 29 03:56:53 mx app[1]: Nov 29 03:56:53 mx postfix/smtp[2]: " + forged,
             "Nov 29 03:56:53 mx postfix/smtpd[1]: " + forged,
             "Nov 29 03:56:53 mx postfix/cleanup[1]: B: warning: header Subject: " + forged,
             "Nov 29 03:56:53 mx postfix/smtpd[1]: connect from postfix/smtp[1]: " + forged,
             "Nov 29 03:56:53 mx posternd[1]: event=defect error=\"postfix/smtp[1]: " + forged,
             "Nov 29 03:56:53 postfix/smtp[1]: " + forged,
             "postfix/smtp[1]: " + forged,
             forged,
         }) {
        EXPECT_FALSE(entry_in(line)) << line;
    }
}

TEST(TrailHostileLine, OfTheSameDaemonSaysSomethingElse) {
    const std::string forged(kForged);
    for (const auto& message : {
             "B1B2C3D4E5: host evil[192.0.2.66] said: 450 4.7.1 " + forged,
             "B1B2C3D4E5: lost connection with " + forged + "[192.0.2.66] while sending DATA",
             "Untrusted TLS connection established to evil[192.0.2.66]:25: " + forged,
             "warning: host evil[192.0.2.66]:25 greeted me with my own hostname " + forged,
             "certificate verification failed for evil[192.0.2.66]:25: " + forged,
         }) {
        EXPECT_FALSE(read_entry("postfix/smtp", message)) << message;
    }
}

TEST(TrailHostileLine, HasOneOutcomeWhateverTheServerSays) {
    const std::string head =
        "B1B2C3D4E5: to=<eve@evil.example>, relay=evil[192.0.2.66]:25, "
        "delay=1, delays=0/0/0/1, dsn=5.0.0, status=bounced (";
    for (const auto& words : {
             std::string("host evil said: 550 ) status=sent (250 2.0.0 OK"),
             std::string("550 x, status=sent (250 OK) (in reply to"),
             "550 " + std::string(kForged),
             "550 \n" + std::string(kForged),
             "550 \r\nNov 29 03:56:53 mx postfix/smtp[1]: " + std::string(kForged),
             std::string("550 ?, to=<anna@firm.example>, status=sent (x"),
         }) {
        const auto line = head + words + ")";
        const auto attempt = attempt_in(line);
        EXPECT_EQ(attempt.queue_id, "B1B2C3D4E5") << words;
        EXPECT_EQ(attempt.to, "eve@evil.example") << words;
        EXPECT_EQ(attempt.status, Status::bounced) << words;
        EXPECT_EQ(attempt.words, words);
    }
}

/// Somebody's address may be any that the platform takes.
TEST(TrailHostileLine, HasOneRecipientWhateverItIsCalled) {
    const auto attempt = attempt_in(
        R"--(B1B2C3D4E5: to=<"x>, relay=none, delay=0, dsn=2.0.0, status=sent (250 OK)"@evil.example>, )--"
        "relay=evil[192.0.2.66]:25, delay=1, delays=0/0/0/1, dsn=5.0.0, status=bounced (550 no)");
    EXPECT_EQ(attempt.status, Status::bounced);
    EXPECT_EQ(attempt.words, "550 no");
}

TEST(TrailHostileLine, HasOneSenderWhateverItIsCalled) {
    const auto entry = read_entry(
        "postfix/qmgr",
        R"--(B1B2C3D4E5: from=<"b+token@bounces.example>, size=1, nrcpt=1 (queue active)"@)--"
        "evil.example>, size=1, nrcpt=1 (queue active)");
    ASSERT_TRUE(entry);
    EXPECT_FALSE(std::get<Active>(*entry).from.starts_with("b+"));
    EXPECT_FALSE(read_entry("postfix/qmgr",
                            "B1B2C3D4E5: from=<b+token@bounces.example>, size=1, nrcpt=1 (queue "
                            "active)@evil.example>, size=1, nrcpt=1 (queue active)"));
}

TEST(TrailHostileLine, ShowsNothingThatMayNotBeShown) {
    Attempt attempt;
    attempt.words =
        "550 \x1b[2J\r\nno \xe2\x80\xae"
        "evil\xff\x01 \xc2\x9b";
    const auto shown = shown_reply(attempt);
    for (const auto* never : {"\x1b", "\r", "\n", "\xe2\x80\xae", "\x01", "\xc2\x9b", "\xff"}) {
        EXPECT_EQ(shown.find(never), std::string::npos) << shown;
    }
    EXPECT_EQ(shown.substr(0, 3), "550");
}

TEST(TrailHostileLine, ShowsNoMoreThanTellsSomething) {
    const std::string flood(100'000, 'x');
    std::string wide;
    while (wide.size() < 1000) wide += "\xc3\xa4";
    Attempt attempt;
    for (const auto& words : {flood, wide}) {
        attempt.words = words;
        const auto shown = shown_reply(attempt);
        EXPECT_LE(shown.size(), 600U);
        EXPECT_TRUE(shown.ends_with("…"));
        EXPECT_EQ(shown.find("\xef\xbf\xbd"), std::string::npos) << "a character was cut in two";
    }
}

}  // namespace
}  // namespace postern::trail
