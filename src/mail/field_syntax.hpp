// SPDX-License-Identifier: Apache-2.0
//
// Where a header field has room for text that is not US-ASCII (RFC 2047 section 5).
#pragma once

#include <string_view>

namespace postern {

enum class FieldSyntax {
    text,        ///< Anywhere: Subject, and every field that no standard gives a structure.
    mailboxes,   ///< In the names before addresses.
    structured,  ///< Nowhere.
};

FieldSyntax syntax_of(std::string_view field_name);

}  // namespace postern
