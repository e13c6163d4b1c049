// SPDX-License-Identifier: Apache-2.0
//
// A phrase (RFC 5322 section 3.2.5): the words before an address or a group's addresses.
#pragma once

#include <string>
#include <string_view>

namespace postern {

/// What the phrase says, in UTF-8: quotes and backslashes undone, encoded words decoded.
std::string phrase_text(std::string_view phrase);

/// The text as atoms, as a quoted string, or as encoded words in UTF-8, whichever is the least that
/// carries it.
std::string format_phrase(const std::string& text);

}  // namespace postern
