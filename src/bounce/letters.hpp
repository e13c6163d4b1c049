// SPDX-License-Identifier: Apache-2.0
//
// Letters beyond ASCII in texts that are searched for addresses: which of them end a word although
// no blank stands beside them. UTF-8 (RFC 3629), read leniently: an octet that begins no letter is
// one by itself.
#pragma once

#include <cstdint>
#include <string_view>

namespace postern {

struct Letter {
    std::uint32_t code = 0;
    std::size_t octets = 1;
};

/// The letter that begins at `at`, which is within the text.
Letter letter_at(std::string_view text, std::size_t at);

/// A quote, dash, bullet or bracket: of no word.
bool is_mark(std::uint32_t code);

/// Of a script that puts no blanks between words: Chinese, Japanese, their full-width forms, Thai.
bool is_unspaced(std::uint32_t code);

}  // namespace postern
