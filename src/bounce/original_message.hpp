// SPDX-License-Identifier: Apache-2.0
//
// Where the returned message begins in a text that holds both it and the notice. What follows is
// somebody else's words, quoted or not: neither a reason nor a recipient.
//
// Announced by the pattern file's `originals`; without an announcement recognised by what a
// message looks like: its header fields, the boundary of its parts, its base64.
#pragma once

#include <string_view>

#include "postern/mail/header.hpp"

#include "patterns.hpp"

namespace postern {

/// The size of the text where it holds no returned message.
std::size_t original_begin(std::string_view text, const PatternFile& patterns);

/// The fields in the text from there on, its announcement left out.
HeaderList original_fields(std::string_view text);

/// Whether fields like these are those of a message as transport leaves them.
bool is_message_header(const HeaderList& fields);

}  // namespace postern
