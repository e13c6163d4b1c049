// SPDX-License-Identifier: Apache-2.0
#include "postern/mail/mailbox.hpp"

#include <vector>

#include <gtest/gtest.h>

#include "postern/base/text.hpp"
#include "postern/mail/content.hpp"
#include "postern/mail/header_editor.hpp"

namespace postern {
namespace {

struct Read {
    std::string_view from, name;
};

const std::vector<Read> kRead{
    {"anna@firm.example", ""},
    {"<anna@firm.example>", ""},
    {"Anna <anna@firm.example>", "Anna"},
    {"Anna  B <a@firm.example>", "Anna B"},
    {"\"Anna, B.\" <a@firm.example>", "Anna, B."},
    {R"("Anna \"the\" B\\" <a@firm.example>)", R"(Anna "the" B\)"},
    {R"("Anna \", B" <a@firm.example>)", R"(Anna ", B)"},
    {R"("A\", b@firm.example, \"C" <a@firm.example>)", R"(A", b@firm.example, "C)"},
    {R"(Team: b@firm.example, "B \" , C" <a@firm.example>;)", ""},
    {R"(Team: "B \" , C" <a@firm.example>, b@firm.example;)", R"(B " , C)"},
    {R"("Anna \\", Bert <b@firm.example>)", "Bert"},
    {"\"A: B; C\" <a@firm.example>", "A: B; C"},
    {"\"A <x@y.example>\" <a@firm.example>", "A <x@y.example>"},
    {"J. Doe <a@firm.example>", "J. Doe"},
    {"Anna (in, the \"office) B <a@firm.example>", "Anna B"},
    {"(a (nested, x)) \"Q\" <a@firm.example>", "Q"},
    {"Anna\n <a@firm.example>", "Anna"},
    {"Anna <a@firm.example>, Bert <b@firm.example>", "Anna"},
    {"a@firm.example, Bert <b@firm.example>", ""},
    {"Team: Anna <a@firm.example>, b@firm.example;", "Anna"},
    {"Nobody:;, Anna <a@firm.example>", "Anna"},
    {"\"a b\" <\"a b\"@firm.example>", "a b"}};

TEST(DisplayName, IsRead) {
    for (const auto& example : kRead) {
        const auto name = display_name(example.from);
        ASSERT_TRUE(name) << name.error().message();
        EXPECT_EQ(*name, example.name);
    }
}

const std::vector<Read> kReadEncodedWords{
    {"=?utf-8?Q?M=C3=BCller_&_Co?= <a@firm.example>", "Müller & Co"},
    {"=?UTF-8?b?TcO8bGxlcg==?= <a@firm.example>", "Müller"},
    {"=?iso-8859-1?q?M=FCller?= <a@firm.example>", "Müller"},
    {"=?us-ascii*en?Q?Anna?= <a@firm.example>", "Anna"},
    {"=?utf-8?Q?A?= =?utf-8?Q?B?= <a@firm.example>", "AB"},
    {"=?utf-8?Q?A?= and =?utf-8?Q?B?= <a@firm.example>", "A and B"},
    {"=?utf-8?Q?M=C3?= =?utf-8?Q?=BCller?= <a@firm.example>", "Müller"},
    {"\"=?utf-8?Q?Anna=2C?= B\" <a@firm.example>", "Anna, B"},
    {"=?gb2312?B?1dTX0w==?= <a@firm.example>", "=?gb2312?B?1dTX0w==?="},
    {"=?utf-8?X?abc?= <a@firm.example>", "=?utf-8?X?abc?="},
    {"=?utf-8?Q?broken <a@firm.example>", "=?utf-8?Q?broken"},
    {"=?utf-8?Q?a=0Ab=00c?= <a@firm.example>", "a b c"},
    {"=?utf-8?Q?=FF?= <a@firm.example>", "\xEF\xBF\xBD"},
    {"M\xC3\xBCller <a@firm.example>", "Müller"}};

TEST(DisplayName, IsReadFromEncodedWords) {
    for (const auto& example : kReadEncodedWords) {
        const auto name = display_name(example.from);
        ASSERT_TRUE(name) << name.error().message();
        EXPECT_EQ(*name, example.name);
    }
}

TEST(DisplayName, IsInvalidWhereThereIsNoMailbox) {
    for (const auto* from : {"", " ", "undisclosed", "Team:;", "(a@firm.example)", "<>", "Anna",
                             "\"a@firm.example\"", ",,", "@", "Anna <a@firm.example"}) {
        const auto name = display_name(from);
        ASSERT_FALSE(name) << from;
        EXPECT_EQ(name.error().code, ErrorCode::invalid);
    }
}

Address anna() {
    return *Address::parse("anna@firm.example");
}

struct Written {
    std::string_view name, mailbox;
};

const std::vector<Written> kWritten{
    {"", "anna@firm.example"},
    {" \t", "anna@firm.example"},
    {"Anna", "Anna <anna@firm.example>"},
    {"Anna B", "Anna B <anna@firm.example>"},
    {"Anna & Co", "Anna & Co <anna@firm.example>"},
    {"J. Doe", "\"J. Doe\" <anna@firm.example>"},
    {"B, Anna", "\"B, Anna\" <anna@firm.example>"},
    {R"(a"b\)", "=?UTF-8?Q?a=22b=5C?= <anna@firm.example>"},
    {"a  b", "a b <anna@firm.example>"},
    {"Müller", "=?UTF-8?Q?M=C3=BCller?= <anna@firm.example>"},
    {"渡辺", "=?UTF-8?B?5rih6L66?= <anna@firm.example>"},
    {"a\r\nBcc: x", "\"a Bcc: x\" <anna@firm.example>"},
    {"\xFF", "=?UTF-8?B?77+9?= <anna@firm.example>"},
    {"=?gb2312?B?1dTX0w==?=", "=?gb2312?B?1dTX0w==?= <anna@firm.example>"},
    {"=?utf-8?Q?x?=", "=?UTF-8?B?PT91dGYtOD9RP3g/PQ==?= <anna@firm.example>"}};

TEST(Mailbox, IsWrittenInTheLeastForm) {
    for (const auto& example : kWritten) {
        EXPECT_EQ(format_mailbox(example.name, anna()), example.mailbox);
    }
}

std::string repeated(std::string_view text, int times) {
    std::string out;
    for (int i = 0; i < times; ++i) out += text;
    return out;
}

// Written again, with whatever a header field does to it, it is what it was.
TEST(Mailbox, IsWrittenTheSameAgainWhateverBlanksItsNameHas) {
    for (const auto length : {1, 2, 77, 78, 79, 200}) {
        for (const auto* blank : {" ", "\t", "\x01", "\u009b", "\u2028"}) {
            const auto name = "C'hat" + repeated(blank, length) + "at Shop";
            const auto once = header_value("From", format_mailbox(name, anna()));
            const auto twice = format_mailbox(display_name(once).value(), anna());
            EXPECT_EQ(header_value("From", twice), once) << length;
        }
    }
}

TEST(Mailbox, InFreeTextIsAsciiWhateverTheAddress) {
    const auto anne = *Address::parse("änne@firm.example");
    EXPECT_EQ(describe_mailbox("Anna", anna()), "Anna <anna@firm.example>");
    for (const auto& [name, text] :
         {std::pair{"", "änne@firm.example"}, std::pair{"Änne", "Änne <änne@firm.example>"}}) {
        const auto written = describe_mailbox(name, anne);
        EXPECT_TRUE(is_printable_ascii(written)) << written;
        EXPECT_EQ(header_text(written), text);
    }
}

TEST(Mailbox, FoldsEncodedWordsWithinTheirLimits) {
    for (const auto* character : {"ü", "渡", "😀", "a ü", "e\u0301"}) {
        const auto out = format_mailbox(repeated(character, 90), anna());
        for (std::size_t at = 0; at < out.size();) {
            const auto end = std::min(out.find('\n', at), out.size());
            EXPECT_LE(end - at + (at == 0 ? 10 : 0), 78U) << out;
            at = end + 1;
        }
        EXPECT_EQ(*display_name(out), repeated(character, 90));
    }
}

TEST(Mailbox, SplitsNoCharacterBetweenWords) {
    const auto out = format_mailbox(repeated("😀", 40), anna());
    for (auto at = out.find("=?UTF"); at != out.npos; at = out.find("=?UTF", at + 1)) {
        const auto word = out.substr(at, out.find("?=", at + 10) + 2 - at);
        EXPECT_LE(word.size(), 75U);
        const auto alone = *display_name(word + " <a@firm.example>");
        EXPECT_EQ(alone.find("\xEF\xBF\xBD"), alone.npos) << word;
    }
}

TEST(Mailbox, IsReadBackAsItWasWritten) {
    for (const auto* name : {"Anna", "B, Anna", "Müller", R"(a "quoted" \ name)", "a (b) c",
                             "=?utf-8?Q?x?=", "Zoë <zoe@x.example>", "a;b:c", "你好, 世界"}) {
        EXPECT_EQ(*display_name(format_mailbox(name, anna())), name);
    }
}

TEST(DisplayName, HasOneBlankWhereAQuotedStringWasFolded) {
    EXPECT_EQ(display_name("\"Chat\n at\r\n\tShop\" <a@firm.example>").value(), "Chat at Shop");
}

}  // namespace
}  // namespace postern
