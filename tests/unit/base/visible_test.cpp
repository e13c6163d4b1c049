// SPDX-License-Identifier: Apache-2.0
//
// The list of what is never shown is Unicode's: every code point there is, is tried.
#include "postern/base/visible.hpp"

#include <clocale>
#include <cwctype>
#include <unictype.h>

#include <gtest/gtest.h>

#include "postern/base/text.hpp"

namespace postern {
namespace {

constexpr std::uint32_t kCodePoints = 0x110000;

std::string utf8(std::uint32_t character) {
    std::string out;
    append_utf8(out, character);
    return out;
}

bool is_ascii(const std::string& text) {
    return is_printable_ascii(text);
}

TEST(Visible, WritesOutEveryCharacterOfTheHiddenCategories) {
    for (std::uint32_t c = 0; c < kCodePoints; ++c) {
        const auto* category = uc_general_category_name(uc_general_category(c));
        const std::string_view name(category);
        const bool hidden = name.front() == 'C' || name == "Zl" || name == "Zp";
        const auto shown = visible(utf8(c));
        ASSERT_EQ(is_visible(c), !hidden) << std::hex << c;
        ASSERT_EQ(shown == utf8(c), !hidden) << std::hex << c << " is " << name;
        ASSERT_TRUE(!hidden || is_ascii(shown)) << std::hex << c;
        ASSERT_TRUE(!hidden || c == '\n' || c == '\t' || is_ascii(visible_json(utf8(c))))
            << std::hex << c;
    }
}

TEST(Visible, TakesTheCLibrarysControlCharactersForHidden) {
    if (std::setlocale(LC_CTYPE, "C.UTF-8") == nullptr) GTEST_SKIP() << "no locale C.UTF-8";
    int controls = 0;
    for (std::uint32_t c = 0; c < kCodePoints; ++c) {
        if (std::iswcntrl(static_cast<std::wint_t>(c)) == 0) continue;
        ++controls;
        EXPECT_FALSE(is_visible(c)) << std::hex << c;
    }
    std::setlocale(LC_CTYPE, "C");
    EXPECT_GE(controls, 65);
}

TEST(Visible, NamesWhatItWritesOut) {
    EXPECT_EQ(visible("a\x1B[2J\n\x7F"), "a\\x1B[2J\\x0A\\x7F");
    EXPECT_EQ(visible("\u009B2J \u2028 \u202E \uFEFF \U000E0041"),
              "\\u{9B}2J \\u{2028} \\u{202E} \\u{FEFF} \\u{E0041}");
    EXPECT_EQ(visible("J\u00F6rg \u00A0\u4E2D\U0001F600"), "J\u00F6rg \u00A0\u4E2D\U0001F600");
}

TEST(Visible, WritesOutBytesThatAreNoCharacter) {
    EXPECT_EQ(visible("\x9B\xC3"), "\\x9B\\xC3");
    EXPECT_EQ(visible("\xC0\x8A"), "\\xC0\\x8A") << "an overlong line feed";
    EXPECT_EQ(visible("\xED\xA0\x80"), "\\xED\\xA0\\x80") << "a surrogate";
    EXPECT_EQ(visible("\xF4\x90\x80\x80"), "\\xF4\\x90\\x80\\x80") << "beyond the last";
}

TEST(Visible, PutsBackslashesOnlyWhereAsked) {
    EXPECT_EQ(visible(R"(a"\)"), R"(a"\)");
    EXPECT_EQ(visible("a\"\\\n", "\"\\"), "a\\\"\\\\\\x0A");
}

TEST(Visible, LeavesJsonWhatItMeant) {
    EXPECT_EQ(visible_json("{\n  \"ü\": \"\u009B\u202E\U000E0041\x7F\"\n}\n"),
              "{\n  \"ü\": \"\\u009b\\u202e\\udb40\\udc41\\u007f\"\n}\n");
}

TEST(Visible, LeavesYamlWhatItMeant) {
    EXPECT_EQ(visible_yaml("a: \"\u009B\U000E0041\"\n"), "a: \"\\u009b\\U000e0041\"\n");
}

TEST(Visible, NamesKeepJoinersOnlyWhereTheyJoin) {
    EXPECT_EQ(visible_name("pay\u200Dpal \u202Emoc\u202C\uFEFF"), "paypal moc");
    EXPECT_EQ(visible_name("\u0645\u06CC\u200C\u062E"), "\u0645\u06CC\u200C\u062E");
    EXPECT_EQ(visible_name("a\x1B b\u0085c\u2028d\x80"), "a  b c d\uFFFD");
}

}  // namespace
}  // namespace postern
