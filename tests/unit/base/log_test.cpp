// SPDX-License-Identifier: Apache-2.0
#include "postern/base/log.hpp"

#include <gtest/gtest.h>

namespace postern {
namespace {

TEST(LogValue, StandsAloneWhereItIsOneWord) {
    EXPECT_EQ(log_value("550-5.1.1;<a@b.example>"), "550-5.1.1;<a@b.example>");
}

TEST(LogValue, IsQuotedWhereItCouldBeTakenForMore) {
    EXPECT_EQ(log_value("a b"), "\"a b\"");
    EXPECT_EQ(log_value("a=b"), "\"a=b\"");
    EXPECT_EQ(log_value(R"(a"\)"), R"("a\"\\")");
}

TEST(LogValue, HasNothingThatATerminalWouldObey) {
    EXPECT_EQ(log_value("full\x1B[2J\u009B2J"), "\"full\\x1B[2J\\u{9B}2J\"");
    EXPECT_EQ(log_value("a\nevent=forged"), "\"a\\x0Aevent=forged\"");
    EXPECT_EQ(log_value("a\u2028b\u202Ec\x9B"), "\"a\\u{2028}b\\u{202E}c\\x9B\"");
    EXPECT_EQ(log_value("Postfach größer"), "\"Postfach größer\"");
}

}  // namespace
}  // namespace postern
