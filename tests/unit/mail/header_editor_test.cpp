// SPDX-License-Identifier: Apache-2.0
#include "postern/mail/header_editor.hpp"

#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace postern {
namespace {

Edits set(const HeaderList& headers, std::string_view name, std::string_view value) {
    HeaderEditor editor(headers);
    editor.set(name, value);
    return editor.take();
}

/// What set() writes for `value`.
std::string written(std::string_view value) {
    return std::get<AddHeader>(set({}, "Subject", value).front()).value;
}

TEST(HeaderEditor, AddsAFieldThatIsAbsent) {
    EXPECT_EQ(set({{"To", "x"}}, "Reply-To", "a@firm.example"),
              (Edits{AddHeader{"Reply-To", "a@firm.example"}}));
}

TEST(HeaderEditor, ChangesAFieldThatDiffers) {
    EXPECT_EQ(set({{"subject", "old"}}, "Subject", "new"),
              (Edits{ChangeHeader{"Subject", 1, "new"}}));
}

TEST(HeaderEditor, LeavesAFieldThatIsRightAlready) {
    EXPECT_EQ(set({{"Subject", "same"}}, "Subject", "same"), Edits{});
}

TEST(HeaderEditor, RemovesDoublesFromTheHighestDown) {
    EXPECT_EQ(set({{"From", "a"}, {"To", "t"}, {"from", "b"}, {"From", "c"}}, "From", "a"),
              (Edits{RemoveHeader{"From", 3}, RemoveHeader{"From", 2}}));
}

TEST(HeaderEditor, RemovesEveryFieldOfAName) {
    const HeaderList headers{{"X", "1"}, {"Y", "2"}, {"x", "3"}};
    HeaderEditor editor(headers);
    editor.remove("X");
    editor.remove("Z");
    EXPECT_EQ(editor.take(), (Edits{RemoveHeader{"X", 2}, RemoveHeader{"X", 1}}));
}

TEST(HeaderEditor, RemovesByPrefixFromTheHighestDownForEachName) {
    const HeaderList headers{{"Postern-Kind", "1"}, {"To", "t"},         {"postern-kind", "2"},
                             {"Postern-Chat", "3"}, {"Posternish", "x"}, {"POSTERN-KIND", "4"}};
    HeaderEditor editor(headers);
    editor.remove_prefixed("Postern-");
    EXPECT_EQ(editor.take(),
              (Edits{RemoveHeader{"POSTERN-KIND", 3}, RemoveHeader{"Postern-Chat", 1},
                     RemoveHeader{"postern-kind", 2}, RemoveHeader{"Postern-Kind", 1}}));
}

TEST(HeaderEditor, FoldsLongValues) {
    const auto value = written(std::string(60, 'a') + " " + std::string(60, 'b'));
    EXPECT_EQ(value, std::string(60, 'a') + "\n " + std::string(60, 'b'));
}

struct Injection {
    std::string_view given, written;
};

const std::vector<Injection> kInjections{{"a\nBcc: x@y.example", "a Bcc: x@y.example"},
                                         {"a\r\nBcc: x", "a  Bcc: x"},
                                         {"a\rBcc: x", "a Bcc: x"},
                                         {"a\n\nbody", "a  body"},
                                         {"a\n \n\nbody", "a    body"},
                                         {"a\r\n\r\n body", "a\n body"},
                                         {"a\n \n b", "a\n b"},
                                         {"a\n folded\r\n\tline", "a\n folded\n\tline"},
                                         {std::string_view("a\0b", 3), "a b"},
                                         {"a\x7f\x1b"
                                          "b",
                                          "a  b"},
                                         {"a\n", "a"},
                                         {"\n a", "a"},
                                         {"a\n ", "a"},
                                         {"tab\there", "tab\there"},
                                         {"\r\n", ""}};

TEST(HeaderInjection, BecomesBlanks) {
    for (const auto& example : kInjections) {
        EXPECT_EQ(written(example.given), example.written);
    }
}

TEST(HeaderInjection, NeverGetsThroughWhateverIsGiven) {
    std::mt19937 random(11);
    constexpr std::string_view kAlphabet("ab: \t\r\n\0\x7f\xc3", 10);
    for (int round = 0; round < 20'000; ++round) {
        std::string value(random() % 200, '\0');
        for (char& c : value) c = kAlphabet[random() % kAlphabet.size()];
        const auto out = written(value);
        EXPECT_EQ(out.find_first_of(std::string_view("\r\0\x7f", 3)), std::string::npos);
        for (auto lf = out.find('\n'); lf != out.npos; lf = out.find('\n', lf + 1)) {
            ASSERT_LT(lf + 1, out.size());
            const auto text = out.find_first_not_of(" \t", lf + 1);
            EXPECT_TRUE(text > lf + 1 && text != out.npos && out[text] != '\n') << out;
        }
    }
}

TEST(HeaderInjection, LeavesNoLineOver998WhereThereIsABlank) {
    EXPECT_EQ(written("a" + std::string(2'000, ' ') + "b"), "a b");
}

}  // namespace
}  // namespace postern
