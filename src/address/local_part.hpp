// SPDX-License-Identifier: Apache-2.0
//
// The part before the "@" (RFC 5321 section 4.1.2: Local-part = Dot-string / Quoted-string, with
// the characters that RFC 6531 section 3.3 adds).
//
// Canonical is the shortest way to write the same local part: quotes are dropped where the
// content is a dot-string, and inside them only what needs a backslash has one. Two spellings of
// one mailbox thus compare equal; so do composed and decomposed characters. Fails with
// ErrorCode::invalid; the message is a half sentence that the caller puts behind the address.
#pragma once

#include <string>
#include <string_view>

#include "postern/base/result.hpp"

namespace postern {

struct LocalPart {
    std::string text;       ///< Canonical.
    bool quoted = false;    ///< It was given in quotes.
    bool extended = false;  ///< Has characters beyond ASCII: SMTPUTF8 is needed.
};

/// How many bytes at the beginning of `text` belong to the local part, the "@" not included:
/// up to the closing quote of a quoted string, else up to the first "@" or the end.
std::size_t local_part_extent(std::string_view text);

Result<LocalPart> parse_local_part(std::string_view given);

}  // namespace postern
