// SPDX-License-Identifier: Apache-2.0
#include "command.hpp"

#include <array>
#include <ostream>

namespace postern {

namespace {

constexpr std::array kCommon{
    Option{"config", "FILE", "the configuration, /etc/postern/postern.yaml unless given",
           Times::often, "c"},
    Option{"json", "", "print JSON", Times::often},
    Option{"help", "", "print help and exit", Times::often, "h"},
    Option{"version", "", "print the version and exit", Times::often, "V"},
};

}  // namespace

std::span<const Option> common_options() {
    return kCommon;
}

Exit fail(const Call& call, const Error& error) {
    call.streams.err << "postern " << call.command.name << ": " << error.message() << '\n';
    return Exit::no;
}

Exit misuse(const Call& call, const Error& error) {
    call.streams.err << "postern " << call.command.name << ": " << error.message() << "\n'postern "
                     << call.command.name << " --help' says what it takes\n";
    return Exit::misuse;
}

}  // namespace postern
