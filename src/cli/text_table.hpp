// SPDX-License-Identifier: Apache-2.0
//
// Columns of text, each as wide as its widest cell, counted in characters of UTF-8.
//
// Cells may hold what came with mail, and are shown as visible() has it, so that a draft's name can
// do nothing to the terminal it is looked at on. An empty cell is shown as "-".
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace postern {

class TextTable {
  public:
    void add(std::vector<std::string> cells);
    void print(std::ostream& out) const;

  private:
    std::vector<std::vector<std::string>> rows_;
};

}  // namespace postern
