// SPDX-License-Identifier: Apache-2.0
#include "text_table.hpp"

#include <sstream>

#include <gtest/gtest.h>

namespace postern {

namespace {

std::string printed(const TextTable& table) {
    std::ostringstream out;
    table.print(out);
    return out.str();
}

TEST(TextTable, AlignsColumnsByCharacters) {
    TextTable table;
    table.add({"NAME", "PLAN"});
    table.add({"Łódź Café", "pro"});
    EXPECT_EQ(printed(table), "NAME       PLAN\nŁódź Café  pro\n");
}

TEST(TextTable, ShowsThatACellIsEmpty) {
    TextTable table;
    table.add({"", "x"});
    EXPECT_EQ(printed(table), "-  x\n");
}

TEST(TextTable, LetsNothingReachTheTerminalThatControlsIt) {
    TextTable table;
    table.add({"a\x1B[2Jb\nc", "x"});
    EXPECT_EQ(printed(table), "a\\x1B[2Jb\\x0Ac  x\n");
}

}  // namespace

}  // namespace postern
