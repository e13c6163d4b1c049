// SPDX-License-Identifier: Apache-2.0
//
// One account in a database of its own, in memory: as the directory's tables have it, with what is
// still to be carried out of an import carried out. Throws soci::soci_error.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "directory_listing.hpp"
#include "import_portion.hpp"

namespace postern {

class AccountCopy {
  public:
    /// Of the directory on `from`. As PendingImport::State has it.
    AccountCopy(soci::session& from, Duration stale_after);

    /// In place of what it held. `account` is as it stands in the tables.
    void hold(const DirectoryContent& account, const std::vector<ImportPortion>& portions,
              DirectoryReader& tables);

    [[nodiscard]] DirectoryReader& look_ups() { return reader_; }
    [[nodiscard]] DirectoryListing& listing() { return listing_; }
    [[nodiscard]] Duration stale_after() const { return stale_after_; }

  private:
    using Text = std::string;
    using Number = long long;

    void add_presence(const Text& account);

    Duration stale_after_;
    std::unique_ptr<soci::session> sql_;
    DirectoryReader reader_;
    DirectoryListing listing_;
    DirectoryWriter writer_;
    Query<In<>> clear_;
    /// The rows themselves: what a sign-out told later makes of a stretch depends on its signs.
    Query<In<Text>, Out<Text, Text, int, Number, Number, Text>> presence_;
    Query<In<Text, Text, Text, int, Number, Number, Text>> add_presence_;
};

}  // namespace postern
