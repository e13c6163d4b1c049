// SPDX-License-Identifier: Apache-2.0
#include "postern/postfix/changes.hpp"

#include <gtest/gtest.h>

namespace postern::postfix {
namespace {

using Words = std::vector<std::string>;

TEST(FileChanges, OneAfterTheOtherComeBackToWhatWasFirst) {
    const FileChanges first{{"main.cf", "a", "b"}, {"table", {}, "t"}};
    const FileChanges second{{"main.cf", "b", "c"}, {"master.cf", "m", "n"}};
    EXPECT_EQ(joined(first, second),
              (FileChanges{{"main.cf", "a", "c"}, {"table", {}, "t"}, {"master.cf", "m", "n"}}));
}

TEST(FileChanges, ThatEndWhereTheyBeganAreNone) {
    EXPECT_TRUE(joined({{"main.cf", "a", "b"}}, {{"main.cf", "b", "a"}}).empty());
}

TEST(Differences, NameTheLineAndWhatIsThere) {
    EXPECT_EQ(differences("a = 1\nb = 2\nc = 3\n", "a = 1\nb = 4\nc = 3\n"),
              (Words{"line 2: 'b = 4' is new", "line 2: 'b = 2' is gone"}));
}

TEST(Differences, NameTheOneOfSeveralAlikeThatIsNewOrGone) {
    const std::string without = "a unix - smtp\n  -o x=\nb unix - cleanup\n  -o y=1\n";
    const std::string between = "a unix - smtp\n  -o x=\nb unix - cleanup\n  -o x=\n  -o y=1\n";
    const std::string at_the_end = without + "# c\n  -o x=\n";
    EXPECT_EQ(differences(without, between), (Words{"line 4 of b: '  -o x=' is new"}));
    EXPECT_EQ(differences(between, without), (Words{"line 4 of b: '  -o x=' is gone"}));
    EXPECT_EQ(differences(without, at_the_end),
              (Words{"line 5: '# c' is new", "line 6 of b: '  -o x=' is new"}));
    EXPECT_EQ(differences("l = a,\n  b,\n  c\n", "l = a,\n  b,\n  b,\n  c\n"),
              (Words{"line 3 of l: '  b,' is new"}));
}

TEST(Differences, AreTheLineThatWasMoved) {
    EXPECT_EQ(differences("a\nb\n", "b\na\n"),
              (Words{"line 2: 'a' is new", "line 1: 'a' is gone"}));
    EXPECT_EQ(differences("a\n", "a"), (Words{"the last line ends otherwise"}));
}

/// Of all that can be made of three lines of two kinds by one line more, or one fewer.
TEST(Differences, AreOneOfOneLine) {
    for (unsigned kinds = 0; kinds < 16; ++kinds) {
        std::vector<std::string> lines;
        for (unsigned i = 0; i < 4; ++i) lines.emplace_back((kinds >> i & 1U) == 0 ? "x\n" : "y\n");
        for (std::size_t left_out = 0; left_out < 4; ++left_out) {
            std::string all;
            std::string fewer;
            for (std::size_t i = 0; i < 4; ++i) {
                all += lines[i];
                if (i != left_out) fewer += lines[i];
            }
            EXPECT_EQ(differences(fewer, all).size(), 1U) << all << left_out;
            EXPECT_EQ(differences(all, fewer).size(), 1U) << all << left_out;
        }
    }
}

TEST(Differences, OfLargeFilesAreToldByTheirPlace) {
    std::string a;
    std::string b;
    for (int i = 0; i < 3000; ++i) {
        a += "a" + std::to_string(i) + "\n";
        b += "b" + std::to_string(i) + "\n";
    }
    EXPECT_EQ(differences(a, b), (Words{"line 1 and many behind it are others"}));
}

TEST(Differences, AreNoneOfTheSame) {
    EXPECT_TRUE(differences("a\n", "a\n").empty());
    EXPECT_TRUE(differences({}, {}).empty());
}

TEST(Differences, AreNeverNoneOfWhatDiffers) {
    for (const auto& [was, is] : {std::pair<Content, Content>{"a\nb\n", "b\na\n"},
                                  {"a\n", "a"},
                                  {"a\n", "a\na\n"},
                                  {"", "\n"},
                                  {"a", {}},
                                  {{}, "a"}})
        EXPECT_FALSE(differences(was, is).empty());
}

}  // namespace
}  // namespace postern::postfix
