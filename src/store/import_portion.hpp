// SPDX-License-Identifier: Apache-2.0
//
// A portion of an import: some of what is to change in one account, small enough to be written in
// one step. The portions of an account are written in their order, and each leaves tables that are
// sound. Values.
#pragma once

#include <string>
#include <vector>

#include "postern/store/listing.hpp"

#include "directory_writer.hpp"
#include "import_change.hpp"

namespace postern {

struct ImportPortion {
    std::string account{};
    long long number = 0;               ///< In the order of the import.
    DirectoryContent put{};             ///< As ImportChange has it.
    DirectoryContent before{};          ///< Likewise.
    std::vector<DirectoryItem> gone{};  ///< Of this account, and before anything is put.

    [[nodiscard]] long long rows() const;
    /// Agents and chats that the account does not have yet: new, or another account's until now.
    [[nodiscard]] std::vector<DirectoryItem> arrivals() const;
};

/// None where nothing changes.
std::vector<ImportPortion> portions_of(const std::string& account, const ImportChange& change);
/// Of the removal of an account with everything in it.
std::vector<ImportPortion> portions_of_removal(const DirectoryContent& account);

/// Writes it down; account and number aside.
std::string text_of(const ImportPortion& portion);
/// Reads that. Throws soci::soci_error where it is none.
ImportPortion portion_from(const std::string& account, long long number, const std::string& text);

/// Carries it out, within a transaction that the caller began.
void carry_out(const ImportPortion& portion, DirectoryWriter& writer);

}  // namespace postern
