// SPDX-License-Identifier: Apache-2.0
//
// What becomes of header fields that SMTP could not carry: shorten_lines() writes them anew, or
// structural_fault() names the field.
#include <algorithm>

#include <gtest/gtest.h>

#include "postern/base/text.hpp"
#include "postern/mail/content.hpp"
#include "postern/mail/mailbox.hpp"
#include "postern/mail/returned.hpp"
#include "postern/mail/structure.hpp"

namespace postern {
namespace {

std::string repeated(std::string_view text, std::size_t times) {
    std::string out;
    for (std::size_t i = 0; i < times; ++i) out += text;
    return out;
}

/// The field's value as it leaves; the fault where it is refused.
std::string carried(const std::string& name, const std::string& value) {
    const HeaderList headers{{name, value}};
    if (const auto fault = structural_fault(headers, "")) return *fault;
    const auto edits = shorten_lines(headers, "");
    if (!edits) return edits.error().message();
    return edited(headers, *edits).front().value;
}

bool is_carriable(const std::string& name, const std::string& value) {
    const auto whole = name + ": " + value;
    std::size_t begin = 0;
    for (auto end = whole.find('\n'); begin < whole.size(); end = whole.find('\n', begin)) {
        end = std::min(end, whole.size());
        if (end - begin > 998 || whole[begin] == '\n') return false;
        if (begin > 0 && whole[begin] != ' ' && whole[begin] != '\t') return false;
        begin = end + 1;
    }
    return std::all_of(value.begin(), value.end(),
                       [](char c) { return c == '\n' || c == '\t' || (c >= ' ' && c <= '~'); });
}

TEST(CarriedFields, StayAsTheyAreWhereNothingIsWrong) {
    const HeaderList headers{{"Subject", "=?utf-8?q?J=C3=B6rg?="},
                             {"From", "\"A, B\" <a@b.example>\n (c)"},
                             {"References", repeated("<a@b.example>\n ", 500) + "<z@b.example>"}};
    EXPECT_FALSE(structural_fault(headers, ""));
    EXPECT_EQ(shorten_lines(headers, "").value(), Edits{});
}

TEST(CarriedFields, AreFoldedWhereTheyAreTooLong) {
    const auto subject = repeated("a word ", 300) + "end";
    const auto value = carried("Subject", subject);
    EXPECT_TRUE(is_carriable("Subject", value)) << value;
    EXPECT_EQ(unfolded(value), subject);

    const auto references = repeated("<a@b.example> ", 100) + "<z@b.example>";
    EXPECT_EQ(unfolded(carried("References", references)), references);
}

TEST(CarriedFields, AreNotCutInsideAnEncodedWord) {
    const auto subject = "=?utf-8?q?" + repeated("=C3=BC", 400) + "?=";
    const auto value = carried("Subject", subject);
    EXPECT_TRUE(is_carriable("Subject", value)) << value;
    EXPECT_EQ(header_text(value), repeated("ü", 400));
}

TEST(CarriedFields, OfTextBecomeEncodedWords) {
    for (const auto* name : {"Subject", "Comments", "X-Campaign"}) {
        const auto value = carried(name, "Größe: 5\n Stück =?utf-8?q?f=C3=BCr?= Jörg");
        EXPECT_TRUE(is_carriable(name, value)) << value;
        EXPECT_EQ(header_text(value), "Größe: 5 Stück für Jörg") << name;
    }
    const auto long_value = carried("Subject", repeated("Größe ", 300));
    EXPECT_TRUE(is_carriable("Subject", long_value)) << long_value;
}

TEST(CarriedFields, OfMailboxesHaveTheirNamesEncoded) {
    const auto value = carried("Reply-To",
                               "\"Müller, Jörg\" <jo@firm.example>, plain@firm.example (ü),\n"
                               " Team Süd: Ärger <a@firm.example>, \"q\" <q@firm.example>;");
    EXPECT_TRUE(is_carriable("Reply-To", value)) << value;
    EXPECT_EQ(display_name(value).value(), "Müller, Jörg");
    EXPECT_EQ(header_text(value),
              "Müller, Jörg <jo@firm.example>, plain@firm.example  , Team Süd : Ärger "
              "<a@firm.example>, \"q\" <q@firm.example>;");
}

TEST(CarriedFields, KeepTheDisplayNameThatIsReadAtOut) {
    for (const auto* from :
         {"Jörg Müller <a@b.example>", "\"Ä \\\"x\\\" (y)\" <a@b.example>", "ü@x <a@b.example>",
          "=?utf-8?q?J=C3=B6?= rg ü <a@b.example>", "\"<ü>, ;:\" <a@b.example>"}) {
        const auto before = display_name(from);
        const auto after = display_name(carried("From", from));
        ASSERT_TRUE(before && after) << from << carried("From", from);
        EXPECT_EQ(*after, *before);
    }
}

TEST(CarriedFields, OfManyMailboxesAreFoldedBehindCommas) {
    const auto to = repeated("a@b.example,", 200) + "z@b.example";
    EXPECT_TRUE(is_carriable("To", carried("To", to)));
}

struct Refused {
    const char* name;
    std::string value;
    const char* fault;
};

TEST(CarriedFields, AreRefusedByNameWhereNothingHelps) {
    const Refused cases[]{
        {"Reply-To", "jörg@firm.example", "Reply-To: an address that is not in US-ASCII"},
        {"Reply-To", "J <jörg@firm.example>", "Reply-To: an address that is not in US-ASCII"},
        {"Subject", "latin1 \xFC", "Subject: it holds octets that are neither US-ASCII nor UTF-8"},
        {"Subject", "ü =?koi8-r?q?=C1?=", "Subject: its encoded words are of a charset"},
        {"References", "<ü@firm.example>", "References: only US-ASCII is allowed there"},
        {"Message-ID", "<" + repeated("x", 1200) + "@firm.example>",
         "Message-ID: a line of more than 998 octets has no blank"},
        {"List-Unsubscribe", repeated("x", 1200),
         "List-Unsubscribe: a line of more than 998 octets has no blank"},
    };
    for (const auto& [name, value, fault] : cases) {
        EXPECT_EQ(carried(name, value).substr(0, std::string_view(fault).size()), fault) << value;
    }
    const HeaderList filename{{"MIME-Version", "1.0"}, {"Content-Type", "text/plain; name=ü"}};
    EXPECT_EQ(structural_fault(filename, "").value_or(""),
              "Content-Type: only US-ASCII is allowed there");
}

TEST(CarriedFields, LoseControlCharactersAndLinesOfBlanks) {
    EXPECT_EQ(carried("Subject",
                      "a\x01"
                      "b\x1B[2J"),
              "a b [2J");
    EXPECT_EQ(carried("Subject", "a\n \t\n b"), "a \t b");
    EXPECT_EQ(carried("Subject", "a\n\n b"), "a  b");
    EXPECT_EQ(carried("X-A", "\x01"), "X-A: it holds control characters alone");
}

TEST(CarriedFields, OfOneNameAreChangedEachByItsNumber) {
    const HeaderList headers{{"X-A", "ü"}, {"x-a", "plain"}, {"X-A", "ö"}};
    const auto edits = shorten_lines(headers, "");
    ASSERT_TRUE(edits);
    ASSERT_EQ(edits->size(), 2U);
    const auto after = edited(headers, *edits);
    EXPECT_EQ(header_text(after[0].value), "ü");
    EXPECT_EQ(after[1].value, "plain");
    EXPECT_EQ(header_text(after[2].value), "ö");
}

TEST(CarriedFields, MayBeAThousandAndNotMore) {
    HeaderList headers(1000, {"X-A", "1"});
    EXPECT_FALSE(structural_fault(headers, ""));
    headers.push_back({"X-A", "1"});
    EXPECT_EQ(structural_fault(headers, "").value_or(""), "there are more than 1000 header fields");
}

}  // namespace
}  // namespace postern
