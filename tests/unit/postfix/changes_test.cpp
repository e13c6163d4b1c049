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
