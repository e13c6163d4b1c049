// SPDX-License-Identifier: Apache-2.0
#include "command.hpp"

#include <array>
#include <ostream>

#include "postern/base/visible.hpp"

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
    call.streams.err << "postern " << call.command.name << ": ";
    // A message may have several lines, and some of its words may be somebody else's: what begins a
    // line is ours.
    for (const char c : error.message()) {
        call.streams.err << c;
        if (c == '\n') call.streams.err << "    ";
    }
    call.streams.err << '\n';
    return Exit::no;
}

Exit misuse(const Call& call, const Error& error) {
    call.streams.err << "postern " << call.command.name << ": " << visible(error.message())
                     << "\n'postern " << call.command.name << " --help' says what it takes\n";
    return Exit::misuse;
}

}  // namespace postern
