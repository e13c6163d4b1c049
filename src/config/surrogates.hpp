// SPDX-License-Identifier: Apache-2.0
//
// JSON writes characters beyond the Basic Multilingual Plane as two escapes, a surrogate pair (RFC
// 8259 section 7): that is how most libraries write an emoji. YAML does not know them, although it
// takes JSON for YAML (1.2 section 1.3), and its parser refuses them.
#pragma once

#include <string>
#include <string_view>

namespace postern {

/// A JSON text with \UNNNNNNNN for each pair. Everything behind the string that it stands in keeps
/// its line and column. Any other text, and whatever is no pair, stays as it is.
std::string without_surrogate_pairs(std::string_view text);

}  // namespace postern
