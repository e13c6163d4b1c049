// SPDX-License-Identifier: Apache-2.0
//
// What every message that leaves us must be, whatever came in.
#pragma once

#include <string_view>

#include "postern/mail/edit.hpp"
#include "postern/mail/header.hpp"

namespace postern::fuzz {

/// Each field is one field: names are names, folds fold, no line is longer than 998 octets, and
/// nothing but US-ASCII that can be printed.
void require_carriable(const HeaderList& headers);

/// No line of the body is longer than 998 octets.
void require_short_lines(std::string_view body);

/// The body that the edits leave.
std::string_view body_after(const Edits& edits, std::string_view before);

}  // namespace postern::fuzz
