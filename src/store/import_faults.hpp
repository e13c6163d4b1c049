// SPDX-License-Identifier: Apache-2.0
//
// Everything that is wrong with an import, each with its place, told in the order of the text.
#pragma once

#include <string>
#include <tuple>
#include <vector>

#include "postern/base/result.hpp"
#include "postern/config/document.hpp"

namespace postern {

class ImportFaults {
  public:
    explicit ImportFaults(std::string name) : name_(std::move(name)) {}

    void add(const DocumentNode& at, std::string what) { add(at.line, at.column, std::move(what)); }
    void add(int line, int column, std::string what);

    [[nodiscard]] bool empty() const { return faults_.empty(); }

    /// ErrorCode::invalid, one fault per line as "name:line:column: what"; the first of many.
    [[nodiscard]] Error error() const;

  private:
    std::string name_;
    std::vector<std::tuple<int, int, std::string>> faults_;
};

}  // namespace postern
