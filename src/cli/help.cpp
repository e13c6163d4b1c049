// SPDX-License-Identifier: Apache-2.0
#include "help.hpp"

#include <ostream>

#include "command_table.hpp"
#include "text_table.hpp"

namespace postern {

namespace {

std::string spelling(const Option& option) {
    std::string text = option.letter.empty() ? "    " : "-" + std::string(option.letter) + ", ";
    text.append("--").append(option.name);
    return option.value.empty() ? text : text + " " + std::string(option.value);
}

void print_options(std::span<const Option> options, std::ostream& out) {
    TextTable table;
    for (const auto& option : options) {
        const auto often =
            option.times == Times::often && !option.value.empty() && option.letter.empty();
        table.add(
            {"  " + spelling(option), std::string(option.help) + (often ? " (repeatable)" : "")});
    }
    table.print(out);
}

void print_commands(std::string_view beginning, std::ostream& out) {
    TextTable table;
    for (const auto& command : command_table()) {
        if (!command.name.starts_with(beginning)) continue;
        auto left = "  " + std::string(command.name);
        if (!command.operands.empty()) left.append(" ").append(command.operands);
        table.add({left, std::string(command.summary)});
    }
    table.print(out);
}

}  // namespace

std::string synopsis(const Command& command) {
    auto text = "postern " + std::string(command.name);
    if (!command.operands.empty()) text.append(" ").append(command.operands);
    return text + " [OPTION ...]";
}

void print_help(std::ostream& out) {
    out << "usage: postern [-c FILE] [--json] COMMAND ...\n\nCommands\n";
    print_commands("", out);
    out << "\nOptions of every command\n";
    print_options(common_options(), out);
    out << "\n'postern COMMAND --help' lists the command's own options; postern(8) says more.\n"
           "Exit status: 0 it is so, 1 it is not or could not be done, 2 the command line is "
           "wrong.\n";
}

void print_family_help(std::string_view family, std::ostream& out) {
    out << "usage: postern " << family << " COMMAND ... [OPTION ...]\n\nCommands\n";
    print_commands(std::string(family) + " ", out);
    out << "\nOptions of every command\n";
    print_options(common_options(), out);
    out << "\n'postern " << family << " COMMAND --help' lists the command's own options.\n";
}

void print_help(const Command& command, std::ostream& out) {
    out << "usage: " << synopsis(command) << '\n' << command.summary << '\n';
    if (!command.options.empty()) {
        out << "\nOptions\n";
        print_options(command.options, out);
    }
    out << "\nOptions of every command\n";
    print_options(common_options(), out);
}

}  // namespace postern
