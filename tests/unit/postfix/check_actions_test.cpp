// SPDX-License-Identifier: Apache-2.0
//
// What each action of header_checks(5) does to what is queued again, and how a table's are read.
#include "postern/postfix/check_actions.hpp"

#include <array>

#include <gtest/gtest.h>

namespace postern::postfix {
namespace {

using Actions = std::vector<std::string>;

Actions of_file(const std::string& table, const std::string& text) {
    return actions_in(TableName(table), text);
}

Actions of_main(const std::string& table) {
    return inline_actions(TableName(table));
}

TEST(ActionsOfPatterns, StandBehindPatternAndFlags) {
    EXPECT_EQ(
        of_file("regexp:/etc/postfix/h",
                "# a comment\n"
                "/^Subject:/ REJECT no\n"
                "!/^X-A\\/B: c d/i  WARN\n"
                "|^From:|x\tFILTER smtp:[192.0.2.1]\n"
                "\n"
                "/^X:/\n"
                "   REDIRECT archive@example.test\n"),
        (Actions{"REJECT no", "WARN", "FILTER smtp:[192.0.2.1]", "REDIRECT archive@example.test"}));
}

TEST(ActionsOfPatterns, AreReadInsideOfConditions) {
    EXPECT_EQ(of_file("pcre:/etc/postfix/h", "if /^Subject:/\n/spam/ DISCARD\nendif\n"),
              Actions{"DISCARD"});
}

TEST(ActionsOfPatterns, MayStandInMainCf) {
    EXPECT_EQ(of_main("regexp:{ {/^Subject: a{2}/ HOLD}, {/./ BCC x@example.test} }"),
              (Actions{"HOLD", "BCC x@example.test"}));
}

TEST(ActionsOfLines, StandBehindTheKey) {
    EXPECT_EQ(of_file("texthash:/etc/postfix/h", "one DISCARD it\ntwo  WARN\n"),
              (Actions{"DISCARD it", "WARN"}));
    EXPECT_EQ(of_file("hash:/etc/postfix/h", "Subject: one\tDISCARD\n"), Actions{"DISCARD"});
    EXPECT_EQ(of_main("inline:{ {Subject: x=REDIRECT a@example.test} y=HOLD }"),
              (Actions{"REDIRECT a@example.test", "HOLD"}));
    EXPECT_EQ(of_main("static:{ DISCARD all }"), Actions{"DISCARD all"});
}

TEST(ActionsOfATable, AreThoseOfTheOneBehindAProxy) {
    EXPECT_EQ(TableName("proxy:pcre:/etc/postfix/h").file(), "/etc/postfix/h");
    EXPECT_TRUE(TableName("lmdb:/etc/postfix/h").is_listed());
    for (const auto* other : {"mysql:/etc/postfix/h", "socketmap:unix:/s:h", "hash:/etc/h"})
        EXPECT_EQ(TableName(other).file(), "") << other;
}

TEST(ActionsOfATable, AreGivenOnce) {
    EXPECT_EQ(of_file("regexp:/h", "/a/ HOLD\n/b/ HOLD\n"), Actions{"HOLD"});
}

TEST(EffectOfAnAction, IsUnknownWhereItIsNoneOrMadeOfWhatWasRead) {
    for (const auto* action : {"", "$1", "${1} x", "BOUNCE", "REJECTED"})
        EXPECT_EQ(effect_of(action), CheckEffect::unknown) << action;
}

}  // namespace
}  // namespace postern::postfix
