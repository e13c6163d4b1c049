// SPDX-License-Identifier: Apache-2.0
//
// Collects what is wrong with one file, and where.
#pragma once

#include <compare>
#include <string>
#include <vector>

#include "postern/config/load.hpp"

namespace postern {

/// Both from 1, as editors count.
struct FilePosition {
    int line = 1;
    int column = 1;

    auto operator<=>(const FilePosition&) const = default;
};

class Findings {
  public:
    explicit Findings(std::string file) : file_(std::move(file)) {}

    void add(FilePosition at, std::string text);

    /// In the order of the file.
    [[nodiscard]] std::vector<Finding> sorted() const;

    /// Of the same file, with nothing found.
    [[nodiscard]] Findings emptied() const { return Findings(file_); }

    [[nodiscard]] bool has_any_at(FilePosition at) const;
    [[nodiscard]] bool empty() const { return found_.empty(); }

  private:
    std::string file_;
    std::vector<Finding> found_;
};

}  // namespace postern
