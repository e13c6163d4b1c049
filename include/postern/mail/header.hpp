// SPDX-License-Identifier: Apache-2.0
//
// The header section of a message as a milter sees it (RFC 5322 section 2.2): fields in order,
// names as written, values unfolded only where asked for.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace postern {

struct HeaderField {
    std::string name;
    std::string value;  ///< Without the blank after the colon; folds are "\n" and white space.
};

using HeaderList = std::vector<HeaderField>;

/// How often a field of that name occurs; names are compared without case.
std::size_t count_header(const HeaderList& headers, std::string_view name);

/// The first field of that name, or nullptr.
const HeaderField* find_header(const HeaderList& headers, std::string_view name);

/// Folds undone (RFC 5322 section 2.2.3) and white space trimmed at both ends.
std::string unfolded(std::string_view value);

}  // namespace postern
