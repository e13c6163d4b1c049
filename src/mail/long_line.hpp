// SPDX-License-Identifier: Apache-2.0
//
// Lines, and those that are too long for mail: more than 998 octets without the line end
// (RFC 5322 section 2.1.1). A line ends with LF or CRLF; a CR alone ends nothing, as in Postfix.
#pragma once

#include <optional>
#include <string_view>

namespace postern {

inline constexpr std::size_t kLongestLine = 998;

/// Skips through the text in steps of almost a thousand octets, so that asking costs nothing.
bool has_long_line(std::string_view text);

struct Line {
    std::string_view text;
    std::string_view end;  ///< "\n", "\r\n", or "" behind the last one.
};

class LineReader {
  public:
    explicit LineReader(std::string_view text) : rest_(text) {}

    /// Nothing at the end of the text.
    std::optional<Line> next();

  private:
    std::string_view rest_;
};

}  // namespace postern
