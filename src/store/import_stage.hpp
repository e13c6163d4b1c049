// SPDX-License-Identifier: Apache-2.0
//
// Where an import waits, read and compared, for the moment that it is written: a database of its
// own that nobody else sees and that goes with it. What it takes is room on a disk and not memory
// or anybody's lock. Throws soci::soci_error.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "import_portion.hpp"
#include "query.hpp"

namespace postern {

class ImportStage {
  public:
    ImportStage();

    /// Numbers them, from 1 on.
    void add(const std::vector<ImportPortion>& portions);

    [[nodiscard]] long long count() const { return count_; }
    [[nodiscard]] long long rows() const { return rows_; }
    ImportPortion portion(long long number);
    /// All that leaves its account.
    void for_each_gone(const std::function<void(const DirectoryItem&)>& take);

  private:
    using Text = std::string;
    using Number = long long;

    long long count_ = 0;
    long long rows_ = 0;
    std::unique_ptr<soci::session> sql_;
    Query<In<Number, Text, Text>> add_;
    Query<In<Number>, Out<Text, Text>> portion_;
    Query<In<int, Text, Text>> add_gone_;
    Query<In<>, Out<int, Text, Text>> gone_;
};

}  // namespace postern
