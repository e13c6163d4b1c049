// SPDX-License-Identifier: Apache-2.0
//
// JSON writes characters beyond the Basic Multilingual Plane as two escapes, a surrogate pair (RFC
// 8259 section 7): that is how most libraries write an emoji. YAML does not know them, although it
// takes JSON for YAML (1.2 section 1.3), and its parser refuses them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace postern {

/// Writes \UNNNNNNNN for each pair of a JSON text that comes in pieces. Everything behind the
/// string that it stands in keeps its line and column. Any other text, and whatever is no pair,
/// stays as it is.
class SurrogatePairs {
  public:
    /// What can be said of all that has come; the rest is kept until more does, or it was the last.
    std::string convert(std::string_view piece, bool is_last);

  private:
    void take_character(std::string_view& text, std::string& out);

    std::optional<bool> is_json_;  ///< Not known before there is something.
    bool in_string_ = false;
    std::size_t shorter_ = 0;  ///< By how much the string that is open has become shorter.
    std::string held_;
};

}  // namespace postern
