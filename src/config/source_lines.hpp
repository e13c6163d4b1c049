// SPDX-License-Identifier: Apache-2.0
//
// The lines of a YAML text, for what its parser does not tell or lets pass: whether a scalar ends
// on the line it began on, and tabs in the indentation. yaml-cpp takes a quote that is never
// closed to reach to the end of the file, and a value whose next line is indented too far to go on
// there: neither is ever meant in a file of settings.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "findings.hpp"

namespace postern {

class SourceLines {
  public:
    /// `text` must outlive this.
    explicit SourceLines(std::string_view text);

    [[nodiscard]] FilePosition position(std::size_t offset) const;

    /// The parser may look, and so point, beyond the end: the nearest place that there is.
    [[nodiscard]] FilePosition within(FilePosition at) const;

    /// `value` as the parser read it at `at`; `plain` if without quotes.
    [[nodiscard]] bool scalar_ends_on_its_line(FilePosition at, std::string_view value,
                                               bool plain) const;

    /// The first tab in the indentation of a line.
    [[nodiscard]] std::optional<FilePosition> indenting_tab(int line) const;

  private:
    [[nodiscard]] std::string_view rest_of_line(FilePosition at) const;

    std::string_view text_;
    std::vector<std::string_view> lines_;
};

}  // namespace postern
