// SPDX-License-Identifier: Apache-2.0
//
// UTF-8 (RFC 3629) as far as header fields need it: never splitting a character, never passing on
// bytes that are none.
#pragma once

#include <string>
#include <string_view>

namespace postern {

/// How many bytes the character at the front of `text` has (1 to 4); 0 where it is none: stray
/// bytes, overlong forms, surrogates, beyond U+10FFFF.
std::size_t utf8_extent(std::string_view text);

bool is_ascii(std::string_view text);
bool is_utf8(std::string_view text);

std::string utf8_from_latin1(std::string_view text);

}  // namespace postern
