// SPDX-License-Identifier: Apache-2.0
//
// The sections of the pattern file that make the grammar: things, sayings, particles, compounds and
// senses. Each row is checked with its example, and each fault is told with its place.
#pragma once

#include <functional>
#include <string>

#include "postern/config/document.hpp"

#include "grammar.hpp"

namespace postern {

/// Line, column and what is wrong there.
using Complain = std::function<void(int, int, const std::string&)>;

/// In examples anna@firm.example is the recipient and notifications@sender.example an address of
/// ours; this is the example as a text of theirs would be read.
std::string cleaned_example(const std::string& example);

/// Takes a section of rows in; false where it is none of the grammar's.
bool load_grammar_section(const DocumentEntry& section, Grammar& grammar, const Complain& complain);

/// When all sections are in: that each sense is what its example is read as.
void check_senses(const Grammar& grammar, const Complain& complain);

}  // namespace postern
