// SPDX-License-Identifier: Apache-2.0
//
// The directory as it is, while an import is in force that does not stand in the tables yet: an
// account of which some portion is still to be carried out is read from a private copy, in which
// it was (docs/decisions/0030-imports-in-steps.md). At all other times that is the tables.
//
// On one session, within a transaction that the caller began. Throws soci::soci_error.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "directory_listing.hpp"
#include "pending_import.hpp"

namespace postern {

class AccountCopy;

class CurrentDirectory {
  public:
    explicit CurrentDirectory(soci::session& sql);
    CurrentDirectory(const CurrentDirectory&) = delete;
    CurrentDirectory& operator=(const CurrentDirectory&) = delete;
    ~CurrentDirectory();

    /// What `question` says of the account, asked once or twice; it begins with
    /// DirectoryReader::account() or look_for_import().
    template <typename Question>
    auto ask(const std::string& account, const Question& question) {
        auto answer = question(tables_);
        if (!tables_.saw_import()) return answer;
        return question(reader_of(account));
    }

    /// The same, of a chat too, which may be another account's: the question gets null where it is
    /// to look for the chat, else what is there, with its events.
    template <typename Question>
    auto ask(const std::string& account, const std::string& chat, const Question& question) {
        const std::optional<Chat>* unknown = nullptr;
        auto answer = question(tables_, unknown);
        if (!tables_.saw_import()) return answer;
        const auto known = this->chat(chat);
        return question(reader_of(account), &known);
    }

    /// In order.
    std::vector<std::string> accounts();
    /// Empty where there is no such account.
    DirectoryContent account(const std::string& id);

    long long read_through() { return tables_.read_through(); }

  private:
    /// Null where the tables say it.
    AccountCopy* copy_of(const std::string& account);
    DirectoryReader& reader_of(const std::string& account);
    /// Whosever it is, with its events.
    std::optional<Chat> chat(const std::string& id);

    soci::session& sql_;
    DirectoryReader tables_;
    DirectoryListing listing_;
    PendingImport pending_;
    std::unique_ptr<AccountCopy> copy_;
};

}  // namespace postern
