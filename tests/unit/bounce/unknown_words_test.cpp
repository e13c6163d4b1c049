// SPDX-License-Identifier: Apache-2.0
#include "postern/bounce/unknown_words.hpp"

#include <array>

#include <gtest/gtest.h>

namespace postern {
namespace {

struct Case {
    std::string_view evidence;
    std::string_view words;
};

// clang-format off
constexpr std::array kCases{
    Case{"550 5.9.9 <anna.berg@firm.example>: plugh", "550 5.9.9 <address>: plugh"},
    Case{"550 5.9.9 anna.berg@firm.example... plugh", "550 5.9.9 <address>... plugh"},
    Case{"plugh of Anna.Berg, at firm.example.", "plugh of <address>, at <host>."},
    Case{"host mx1.firm.example[192.0.2.7] said: 550 plugh (in reply to RCPT TO command)",
         "host <host>[<ip>] said: 550 plugh (in reply to RCPT TO command)"},
    Case{"[2001:db8::7] plugh", "[<ip>] plugh"},
    Case{"plugh, see https://firm.example/?id=1&ip=192.0.2.7", "plugh, see <url>"},
    Case{"plugh 4jc7mw1t9Wz1c01S - gsmtp", "plugh <id> - gsmtp"},
    Case{"plugh 20261128 XX-0012", "plugh <id> <id>"},
    Case{"\"anna berg\"@firm.example plugh", "<address> plugh"},
    Case{"b+token=x@bounces.example plugh", "<address> plugh"},
    Case{"552 4.2.2 try again in 10 minutes", "552 4.2.2 try again in 10 minutes"},
    Case{"почта для anna.berg@firm.example отклонена", "почта для <address> отклонена"},
};
// clang-format on

TEST(UnknownWords, NameNobodyAndNoHost) {
    for (const auto& c : kCases) {
        EXPECT_EQ(without_names(c.evidence, "anna.berg@firm.example"), c.words);
    }
}

TEST(UnknownWords, AreCountedTheMostFrequentFirst) {
    const TimePoint start{std::chrono::hours{1000}};
    const auto later = start + std::chrono::hours{1};
    const auto found =
        unknown_words({{"", "554 xyzzy", "anna@firm.example", start},
                       {"5.9.9", "plugh <anna@firm.example>", "anna@firm.example", later},
                       {"5.9.9", "plugh <ben@shop.example>", "ben@shop.example", start}});
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].words, "plugh <address>");
    EXPECT_EQ(found[0].status, "5.9.9");
    EXPECT_EQ(found[0].count, 2);
    EXPECT_EQ(found[0].first, start);
    EXPECT_EQ(found[0].last, later);
    EXPECT_EQ(found[1].words, "554 xyzzy");
}

}  // namespace
}  // namespace postern
