// SPDX-License-Identifier: Apache-2.0
//
// Characters beyond ASCII in local parts (RFC 6531 section 3.3): which are text that a person can
// have in an address, and which only change how other text looks or are no text at all.
#pragma once

#include <string>
#include <string_view>

namespace postern {

/// What is wrong with the UTF-8 in `text`, as a half sentence; "" where nothing is. Refused are
/// malformed UTF-8 (RFC 3629), the general categories C (controls, direction marks, surrogates,
/// private use, unassigned) and Z (separators) beyond ASCII, and a combining mark in front, which
/// would join what stands before the address. ASCII is not looked at.
std::string_view unicode_fault(std::string_view text);

/// In normalization form C (RFC 6530 section 10.1), which everybody who types it sends. `text` must
/// be UTF-8.
std::string composed(std::string_view text);

}  // namespace postern
