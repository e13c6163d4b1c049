// SPDX-License-Identifier: Apache-2.0
//
// What the commands about suppressions are given: which ones, as a filter or one by one.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "postern/store/suppressions.hpp"

#include "command.hpp"

namespace postern {

inline constexpr int kMostSuppressions = 1'000'000;

// What read_suppression_filter() reads.
inline constexpr Option kOfDomain{"domain", "DOMAIN", "addresses in this domain"};
inline constexpr Option kOfAgent{"agent", "AGENT", "complaints about this agent's notifications"};
inline constexpr Option kOfCause{"cause", "CAUSE",
                                 "such as mailbox-full, user-unknown or complaint"};
inline constexpr Option kSince{"since", "TIME",
                               "begun then or later: RFC 3339, or 2h for two hours ago"};
inline constexpr Option kUntil{"until", "TIME", "begun before then"};

/// ErrorCode::invalid, naming the option at fault.
Result<SuppressionFilter> read_suppression_filter(const Call& call);
/// Whether any of its options was given.
bool has_suppression_filter(const Call& call);

/// The operands SUBJECT and the lines of --file, in their canonical form; blank lines and what
/// follows a # at the beginning of a line are left out. ErrorCode::invalid names the operand or
/// "FILE:LINE" at fault.
Result<std::vector<std::string>> read_subjects(const Call& call);

/// The lines of a text that say something, each with its number.
struct NumberedLine {
    std::string place;  ///< "FILE:LINE"
    std::string text;
};
std::vector<NumberedLine> lines_saying_something(const std::string& file, const std::string& text);

}  // namespace postern
