// SPDX-License-Identifier: Apache-2.0
//
// A command of `postern` as a row of a table, and one call of it.
//
// A command reads its values, does its work, prints, and says how it went. What stands wrong on
// the command line ends in misuse(), what the world refuses in fail(); a command that is asked a
// question answers it on standard output, as text or, with --json, as one JSON value.
#pragma once

#include <iosfwd>
#include <span>
#include <string_view>
#include <vector>

#include "postern/base/clock.hpp"
#include "postern/base/result.hpp"

#include "arguments.hpp"

namespace postern {

enum class Exit {
    good = 0,
    no = 1,        ///< The answer is no, or it could not be done.
    misuse = 2,    ///< The command line is wrong.
    unknown = 75,  ///< Nobody who could know answered; as EX_TEMPFAIL of sysexits(3).
};

/// Standard input, output and error.
struct Streams {
    std::istream& in;
    std::ostream& out;
    std::ostream& err;
};

struct Call;

struct Command {
    std::string_view name;      ///< "directory import"
    std::string_view operands;  ///< "FILE", "DRAFT [AGENT]"
    std::string_view summary;
    std::span<const Option> options;
    Exit (*run)(const Call&);
};

struct Call {
    const Command& command;
    Arguments given;
    Streams streams;
    const Clock& clock;

    [[nodiscard]] bool json() const { return given.has("json"); }
    [[nodiscard]] std::ostream& out() const { return streams.out; }
};

/// What every command may be given, before its name or after it.
std::span<const Option> common_options();

Exit fail(const Call& call, const Error& error);
Exit misuse(const Call& call, const Error& error);

}  // namespace postern
