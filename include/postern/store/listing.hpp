// SPDX-License-Identifier: Apache-2.0
//
// The whole directory, an account at a time: for exports and surveys.
//
// A question like any other: it takes no lock, and what is written meanwhile is not in the answer.
// No more than one account is in memory.
#pragma once

#include <functional>
#include <ostream>
#include <vector>

#include "postern/base/result.hpp"
#include "postern/store/directory.hpp"

namespace postern {

/// Some part of a directory as values: what an import says, or one account with everything in it.
struct DirectoryContent {
    std::vector<Account> accounts{};
    std::vector<Group> groups{};
    std::vector<Agent> agents{};
    std::vector<Chat> chats{};
    std::vector<OnlineSpan> presence{};
};

/// Calls `take` with each account, by identifier, all as they were at one moment.
/// ErrorCode::not_found where there is no directory; fails as open_directory() does.
Result<void> list_accounts(const DatabaseOptions& options,
                           const std::function<void(const DirectoryContent&)>& take);

/// An import file, written as the accounts come; parts that hold nothing are left out.
class DirectoryExport {
  public:
    enum class Format { yaml, json };

    DirectoryExport(std::ostream& out, Format format) : out_(out), format_(format) {}

    /// Of whole accounts.
    void add(const DirectoryContent& content);
    /// Ends the document. Nothing is added after it.
    void finish();

  private:
    std::ostream& out_;
    Format format_;
    bool is_empty_ = true;
};

}  // namespace postern
