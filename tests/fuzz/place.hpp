// SPDX-License-Identifier: Apache-2.0
//
// Faults of a text say where they stand.
#pragma once

#include <string_view>

namespace postern::fuzz {

/// Line and column from 1, within the text or just behind it; 0 and 0 for the text as a whole.
void require_place(std::string_view text, int line, int column, std::string_view fault);

}  // namespace postern::fuzz
