// SPDX-License-Identifier: Apache-2.0
//
// Encoded words: characters beyond ASCII in header fields, "=?utf-8?Q?M=C3=BCller?=" (RFC 2047).
#pragma once

#include <string>
#include <string_view>

namespace postern {

/// Words in utf-8, us-ascii and iso-8859-1 become text, and white space between two of them goes
/// (section 6.2). What is malformed or in another charset stays as it is written, so that nothing
/// is lost by it. The result may hold any byte.
std::string decode_encoded_words(std::string_view text);

/// `text`, which must be UTF-8, in words of at most 75 characters (section 2) with "\n " between
/// them; no character is split. The first word is shorter to leave room for the field's name.
std::string encode_words(std::string_view text);

}  // namespace postern
