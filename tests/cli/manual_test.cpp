// SPDX-License-Identifier: Apache-2.0
//
// postern(8) against the table of commands.
#include <string>

#include "command_table.hpp"
#include "fixture.hpp"

namespace postern {

namespace {

/// As roff spells it: a hyphen that is to be typed is "\-".
std::string in_roff(std::string_view text) {
    std::string out;
    for (const char c : text) out.append(c == '-' ? "\\" : "").append(1, c);
    return out;
}

TEST(Manual, HasEveryCommandAndOption) {
    const auto page = source_file("packaging/man/postern.8");
    for (const auto& command : command_table()) {
        EXPECT_TRUE(contains(page, in_roff(command.name))) << command.name;
        for (const auto& option : command.options) {
            EXPECT_TRUE(contains(page, "\\-\\-" + in_roff(option.name))) << option.name;
        }
    }
    for (const auto& option : common_options()) {
        EXPECT_TRUE(contains(page, "\\-\\-" + in_roff(option.name))) << option.name;
    }
}

}  // namespace

}  // namespace postern
