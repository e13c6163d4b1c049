// SPDX-License-Identifier: Apache-2.0
//
// Whether what an import would write still fits the directory as it is when it is written: others
// may have changed it since it was read.
//
// Given the portions one after the other, an account's together, within the transaction that
// writes them; ErrorCode::conflict where one does not fit. An incremental import must find what it
// changes as it was, else the values that it does not name would be put back. A whole one has the
// last word, and needs but what its rows refer to.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "postern/base/result.hpp"

#include "directory_reader.hpp"
#include "import_portion.hpp"

namespace postern {

class ImportChecks {
  public:
    explicit ImportChecks(bool whole) : whole_(whole) {}

    Result<void> next(DirectoryReader& reader, const ImportPortion& portion);
    /// After the last one.
    Result<void> finish(DirectoryReader& reader) { return check_circles(reader); }

  private:
    Result<void> fits(DirectoryReader& reader, const ImportPortion& portion) const;
    [[nodiscard]] bool has_group(DirectoryReader& reader, const std::string& group) const;
    /// Of the account whose portions were the last.
    Result<void> check_circles(DirectoryReader& reader);

    bool whole_;
    std::string account_{};
    bool is_known_ = false;  ///< Nobody else changes the forwards of an account that is new.
    DirectoryContent put_{};
    std::set<std::string> gone_groups_{}, gone_agents_{};
};

}  // namespace postern
