// SPDX-License-Identifier: Apache-2.0
//
// Content-Transfer-Encodings (RFC 2045 section 6): writing quoted-printable and base64, breaking
// over-long lines of what is written in them already, and reading both.
//
// Line ends in text are kept as they are, LF or CRLF; `eol` is what new ones are written as. All
// of it is linear and cannot fail: what is malformed stays as it is.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace postern {

/// "=C3": how quoted-printable and the "Q" encoding of RFC 2047 write a byte.
std::array<char, 3> escaped(char byte);

/// Lines of at most 76 characters, ended by soft breaks (section 6.7 (5)).
std::string to_quoted_printable(std::string_view text, std::string_view eol);

/// Lines of 76 characters with `eol` between them; a single line where `eol` is empty.
std::string to_base64(std::string_view bytes, std::string_view eol = {});

/// Breaks the lines over 998 octets and leaves every other line alone. What they decode to does
/// not change, so they are not decoded: a soft break may stand between any two characters.
std::string rewrapped_quoted_printable(std::string_view text, std::string_view eol);
std::string rewrapped_base64(std::string_view text, std::string_view eol);

/// Quoted-printable with the lines that it broke joined again (section 6.7 (5)), and without the
/// white space that transport may have put at the end of lines.
std::string without_soft_breaks(std::string_view text);

/// Of text without soft breaks.
std::string from_quoted_printable(std::string_view text);
std::string from_base64(std::string_view text);

}  // namespace postern
