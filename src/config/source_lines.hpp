// SPDX-License-Identifier: Apache-2.0
//
// The lines of a YAML text, for what its parser does not tell or lets pass: whether a scalar ends
// on the line it began on, and tabs in the indentation. yaml-cpp takes a quote that is never
// closed to reach to the end of the file, and a value whose next line is indented too far to go on
// there: neither is ever meant in a file of settings.
//
// The text comes piece by piece, and what is no longer asked for is forgotten.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "findings.hpp"

namespace postern {

class SourceLines {
  public:
    void append(std::string_view text);

    /// Nothing before that place will be asked for.
    void forget_before(FilePosition at);

    /// The parser may look, and so point, beyond the end: the nearest place that there is.
    [[nodiscard]] FilePosition within(FilePosition at) const;

    /// `value` as the parser read it at `at`; `plain` if without quotes.
    [[nodiscard]] bool scalar_ends_on_its_line(FilePosition at, std::string_view value,
                                               bool plain) const;

    /// The first tab in the indentation of a line.
    [[nodiscard]] std::optional<FilePosition> indenting_tab(int line) const;

  private:
    /// Where it stands in what is kept; nothing where it does not.
    [[nodiscard]] std::optional<std::size_t> offset_of(FilePosition at) const;
    [[nodiscard]] std::string_view rest_of_line(FilePosition at) const;

    std::string kept_;
    FilePosition begin_;                    ///< Of what is kept.
    std::vector<std::size_t> lines_ = {0};  ///< Where each line that is kept begins there.
};

}  // namespace postern
