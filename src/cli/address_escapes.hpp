// SPDX-License-Identifier: Apache-2.0
//
// How an address that has anything but printable characters in it is written on a line: `\\` is a
// backslash, `\xNN` the byte NN, `\u{N}` the character N, in hexadecimal. Surrogates are written
// out as they are, malformed, for that is what they are there to show.
#pragma once

#include <string>
#include <string_view>

namespace postern {

/// What begins with a backslash and is none of the three stays as it is.
std::string without_escapes(std::string_view line);

}  // namespace postern
