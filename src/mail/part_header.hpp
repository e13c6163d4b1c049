// SPDX-License-Identifier: Apache-2.0
//
// The header section of a part as it can be carried.
#pragma once

#include <string>
#include <string_view>

#include "postern/base/result.hpp"

namespace postern {

inline constexpr std::string_view kEncodingField = "Content-Transfer-Encoding";

/// The line end that closes the header section, or nothing where it just stops.
std::string_view last_empty_line(std::string_view header);

/// With lines of at most 998 octets where they can be folded, in US-ASCII and, unless that is "",
/// with another transfer encoding. ErrorCode::invalid names the field that cannot be carried.
Result<std::string> carried_header(std::string_view header, std::string_view encoding,
                                   std::string_view eol);

}  // namespace postern
