// SPDX-License-Identifier: Apache-2.0
//
// The header section of a part as it stands in a body (RFC 5322 section 2.2), byte for byte: what
// is not changed can be written back as it was.
#pragma once

#include <string_view>
#include <vector>

namespace postern {

struct RawField {
    std::string_view name;
    std::string_view value;  ///< Folds and outer white space included, without the last line end.
    std::string_view whole;  ///< From the name to the end of the last line, line end included.
};

/// The fields of a section; the empty line behind it and lines that are no fields are left out.
std::vector<RawField> fields_of(std::string_view section);

/// Begins with a field name and a colon. The first line of a header section that neither does so
/// nor continues a field ends the section, as in Postfix.
bool is_field(std::string_view line);

bool is_continuation(std::string_view line);

}  // namespace postern
