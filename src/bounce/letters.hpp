// SPDX-License-Identifier: Apache-2.0
//
// Letters beyond ASCII in texts that are searched for addresses: which of them end a word although
// no blank stands beside them.
#pragma once

#include <cstdint>

namespace postern {

/// A quote, dash, bullet or bracket: of no word.
bool is_mark(std::uint32_t code);

/// Of a script that puts no blanks between words: Chinese, Japanese, their full-width forms, Thai.
bool is_unspaced(std::uint32_t code);

}  // namespace postern
