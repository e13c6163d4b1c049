// SPDX-License-Identifier: Apache-2.0
//
// `--help`, printed from the tables of commands and options.
#pragma once

#include <iosfwd>
#include <string>
#include <string_view>

#include "command.hpp"

namespace postern {

/// "postern directory import FILE [OPTION ...]"
std::string synopsis(const Command& command);

void print_help(std::ostream& out);
void print_help(const Command& command, std::ostream& out);
/// Of the commands that begin with this word.
void print_family_help(std::string_view family, std::ostream& out);

}  // namespace postern
