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

#include "directory_listing.hpp"
#include "directory_writer.hpp"
#include "import_change.hpp"

namespace postern {

class ImportStage {
  public:
    /// As DatabaseOptions has it.
    explicit ImportStage(Duration stale_after);

    void add(const ImportChange& change);
    void add(const Named& gone);

    [[nodiscard]] bool has_any() const { return has_any_; }
    void for_each_gone(const std::function<void(const Named&)>& take);
    /// Those of which something is to be put.
    std::vector<std::string> accounts() { return put_.listing.accounts(); }
    DirectoryContent put(const std::string& account) { return put_.listing.account(account); }
    DirectoryContent before(const std::string& account) { return before_.listing.account(account); }

  private:
    using Text = std::string;

    /// A directory in a file that its engine removes.
    struct Scratch {
        explicit Scratch(Duration stale_after);
        std::unique_ptr<soci::session> sql;
        DirectoryReader reader;
        DirectoryListing listing;
        DirectoryWriter writer;
    };

    bool has_any_ = false;
    Scratch put_;
    Scratch before_;
    Query<In<int, Text, Text>> add_gone_;
    Query<In<>, Out<int, Text, Text>> gone_;
};

}  // namespace postern
