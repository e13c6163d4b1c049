// SPDX-License-Identifier: Apache-2.0
//
// Comments in structured header fields (RFC 5322 section 3.2.2): text in parentheses, nested,
// anywhere but inside a quoted string. They mean nothing to a program, and mimetic does not see
// all of them, so they go before it looks.
#pragma once

#include <string>
#include <string_view>

namespace postern {

/// The value with each comment, tab and line break made a blank, trimmed. A comment that is never
/// closed reaches to the end.
std::string without_comments(std::string_view value);

}  // namespace postern
