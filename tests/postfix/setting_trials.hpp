// SPDX-License-Identifier: Apache-2.0
//
// Many settings of main.cf, each of which is to be right by itself, tried in few labs.
#pragma once

#include <string>
#include <vector>

#include "one_draft.hpp"

namespace postern::testing {

struct Trial {
    std::string setting;
    Outcome outcome;
};

/// Tries all of them in one lab. Where that is not right, and a program of Postfix named the
/// parameter as it ended, that one is a trial and the others are tried without it; else halves are
/// tried until it is known which. Returns a trial for each that is not right by itself. Where
/// settings mask each other, the smallest set that was not right is one trial, its settings joined
/// by " and ".
std::vector<Trial> wrong_among(const std::vector<std::string>& settings,
                               Reports reports = Reports::all);

/// Of "KEY=VALUE".
std::string name_in(const std::string& setting);

}  // namespace postern::testing
