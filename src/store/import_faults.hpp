// SPDX-License-Identifier: Apache-2.0
//
// Everything that is wrong with an import, each with its place, told in the order of the text.
#pragma once

#include <string>
#include <tuple>
#include <vector>

#include "postern/base/result.hpp"
#include "postern/config/document.hpp"
#include "postern/store/directory.hpp"

namespace postern {

class ImportFaults {
  public:
    ImportFaults(std::string name, AddressObjection objection)
        : name_(std::move(name)), objection_(std::move(objection)) {}

    void add(const DocumentNode& at, std::string what) { add(at.line, at.column, std::move(what)); }
    void add(int line, int column, std::string what);
    /// Adds what the settings say against the address that stands there.
    void check(const DocumentNode& at, const Address& address);

    [[nodiscard]] bool empty() const { return faults_.empty(); }

    /// ErrorCode::invalid, one fault per line as "name:line:column: what"; the first of many.
    [[nodiscard]] Error error() const;

  private:
    std::string name_;
    AddressObjection objection_;
    std::vector<std::tuple<int, int, std::string>> faults_;
};

}  // namespace postern
