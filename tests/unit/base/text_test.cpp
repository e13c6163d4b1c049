// SPDX-License-Identifier: Apache-2.0
#include "postern/base/text.hpp"

#include <gtest/gtest.h>

namespace postern {
namespace {

TEST(Text, ComparesWithoutCaseInAsciiOnly) {
    EXPECT_TRUE(iequals("Postern-Kind", "postern-KIND"));
    EXPECT_FALSE(iequals("a", "ab"));
    EXPECT_FALSE(iequals("\xC3\x84", "\xC3\xA4"));
    EXPECT_TRUE(istarts_with("POSTERN-Seal", "Postern-"));
}

TEST(Quoted, KeepsAForeignValueOnOneLine) {
    EXPECT_EQ(in_quotes("plain"), "'plain'");
    EXPECT_EQ(in_quotes("a\r\nb\x80"), "'a\\x0D\\x0Ab\\x80'");
    EXPECT_EQ(in_quotes("abcdef", 3), "'abc…'");
}

TEST(Nearest, FindsWhatWasMeant) {
    const std::vector<std::string_view> keys{"window", "stale-after", "opened-by"};
    EXPECT_EQ(nearest("windwo", keys), "window");
    EXPECT_EQ(nearest("stale_after", keys), "stale-after");
    EXPECT_EQ(nearest("colour", keys), "");
    EXPECT_EQ(nearest("", keys), "");
}

TEST(CanonicalId, IsLowerCaseAndShort) {
    EXPECT_EQ(canonical_id("Anna.K-1_x"), "anna.k-1_x");
    for (const auto* text : {"", "-a", ".a", "a b", "a+b", "a@b", "ä", "a\n"}) {
        EXPECT_EQ(canonical_id(text), "") << text;
    }
    EXPECT_EQ(canonical_id(std::string(64, 'a')).size(), 64U);
    EXPECT_EQ(canonical_id(std::string(65, 'a')), "");
}

TEST(Text, WritesCharactersOfEveryLengthInUtf8) {
    std::string out;
    for (const std::uint32_t c : {0x7FU, 0x80U, 0x7FFU, 0x800U, 0xFFFFU, 0x10000U, 0x10FFFFU}) {
        append_utf8(out, c);
    }
    EXPECT_EQ(out, "\x7F\u0080\u07FF\u0800\uFFFF\U00010000\U0010FFFF");
}

}  // namespace
}  // namespace postern
