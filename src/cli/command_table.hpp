// SPDX-License-Identifier: Apache-2.0
//
// Every command there is, in the order in which `postern --help` and postern(8) list them.
//
// To add one: a file with its function, a line in commands.hpp, a row in command_table.cpp, an
// entry in packaging/man/postern.8, a test in tests/cli.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "command.hpp"

namespace postern {

const std::vector<Command>& command_table();

/// Whether commands of two words begin with it: "directory", "db".
bool is_family(std::string_view word);

struct Named {
    const Command* command;
    std::size_t words;  ///< How many the name is made of.
};

/// The command that `words` begin with; ErrorCode::invalid names the one nearest to them.
Result<Named> find_command(const std::vector<std::string>& words);

}  // namespace postern
