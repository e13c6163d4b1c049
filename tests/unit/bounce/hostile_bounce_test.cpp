// SPDX-License-Identifier: Apache-2.0
#include <random>

#include <gtest/gtest.h>

#include "postern/bounce/bounce_reader.hpp"

namespace postern {
namespace {

const BounceReader& reader() {
    static const auto kReader = BounceReader::shipped().value();
    return *kReader;
}

const std::string kHead =
    "From: MAILER-DAEMON@mx.example\nSubject: failure notice\nMIME-Version: 1.0\n";

TEST(HostileBounce, MayNestWithoutEnd) {
    std::string text = kHead;
    for (int i = 0; i < 5'000; ++i) {
        const auto boundary = "b" + std::to_string(i);
        text += "Content-Type: multipart/mixed; boundary=" + boundary + "\n\n--" + boundary + "\n";
    }
    (void)reader().read(text);
}

TEST(HostileBounce, MayBeOneLongLine) {
    (void)reader().read(kHead + "\n" + std::string(4U << 20U, '@'));
    (void)reader().read(kHead + "\n" + std::string(4U << 20U, 'a') + "@");
    (void)reader().read(std::string(4U << 20U, ':'));
}

TEST(HostileBounce, MayNameAnyNumberOfRecipients) {
    std::string text = kHead + "\n";
    for (int i = 0; i < 5'000; ++i) text += "<a" + std::to_string(i) + "@b.example>: no\n";
    EXPECT_LE(reader().read(text).outcomes.size(), 100U);
}

/// A multipart/report with this diagnostic code.
std::string report_of(std::string_view said) {
    return "From: MAILER-DAEMON@mx.example\nContent-Type: multipart/report; boundary=x\n\n--x\n"
           "Content-Type: message/delivery-status\n\nReporting-MTA: dns; a\n\n"
           "Final-Recipient: rfc822; a@b.example\nDiagnostic-Code: smtp; " +
           std::string(said) + "\n\n--x--\n";
}

TEST(HostileBounce, MayEndInTheMiddleOfAnAnswer) {
    const std::string_view said =
        "550-5.7.1 <a@b.example>: no 550-5.7.1 more 550 5.7.1 about it 550 550-";
    for (std::size_t size = 0; size <= said.size(); ++size) {
        EXPECT_EQ(reader().read(report_of(said.substr(0, size))).outcomes.size(), 1U) << size;
    }
}

TEST(HostileBounce, MaySayWordsOfAllPatternsInAnyOrder) {
    const std::vector<std::string> words{
        "user",    "recipient", "mailbox", "not",    "is",     "account",  "domain", "host",
        "sender",  "address",   "message", "server", "your",   "from",     "the",    "unknown.",
        "of",      "mail",      "has",     "spf",    "dkim",   "relay",    "550",    "5.1.1",
        "invalid", "x@y.z",     "quota",   "failed", "header", "exceeded", "voll"};
    std::mt19937 random(20260102);
    for (int round = 0; round < 2'000; ++round) {
        std::string said;
        for (auto count = random() % 80; count > 0; --count) {
            said += words[random() % words.size()] + ' ';
        }
        EXPECT_EQ(reader().read(report_of(said)).outcomes.size(), 1U);
    }
}

TEST(HostileBounce, MayBeAnyBytes) {
    std::mt19937 random(20260101);
    const std::vector<std::string> pieces{"Final-Recipient: rfc822; a@b\n",
                                          "\n\n",
                                          "\n",
                                          "{\"notificationType\":",
                                          "}",
                                          "--x\n",
                                          "Content-Type: multipart/report; boundary=x\n",
                                          "Content-Type: message/rfc822\n",
                                          "Content-Type: message/delivery-status\n",
                                          std::string("\0\xff", 2),
                                          "<a@b.example>:",
                                          "Content-Transfer-Encoding: base64\n",
                                          "=\n",
                                          "5.2.2",
                                          "\x1b$B",
                                          "\"@"};
    for (int round = 0; round < 3'000; ++round) {
        std::string text = kHead;
        for (auto length = random() % 30; length > 0; --length) {
            text += pieces[random() % pieces.size()];
        }
        (void)reader().read(text);
    }
}

}  // namespace
}  // namespace postern
