// SPDX-License-Identifier: Apache-2.0
//
// A directory by its accounts, each with everything in it, on one session within a transaction that
// the caller began. Throws soci::soci_error.
#pragma once

#include <string>
#include <vector>

#include "postern/store/listing.hpp"

#include "directory_reader.hpp"

namespace postern {

class DirectoryListing {
  public:
    DirectoryListing(soci::session& sql, DirectoryReader& reader);

    /// In order.
    std::vector<std::string> accounts();

    /// Empty where there is no such account. Everything is in the order of identifiers.
    DirectoryContent account(const std::string& id);

  private:
    using Text = std::string;

    void add_chats(const Text& account, DirectoryContent& content);
    void add_presence(const Text& account, DirectoryContent& content);

    DirectoryReader& reader_;
    Query<In<>, Out<Text>> accounts_;
    Query<In<Text>, Out<Text>> chats_;
};

}  // namespace postern
