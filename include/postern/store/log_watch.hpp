// SPDX-License-Identifier: Apache-2.0
//
// The write-ahead logs of directory and state. An engine writes a log back into its database and
// begins it anew, unless somebody reads who began before that: then it grows for as long as that
// lasts, and nothing but an end of that reading helps
// (docs/decisions/0025-questions-and-pruning.md). That is told of in posternd's log, once, and once
// more when it is over.
#pragma once

#include <cstdint>

#include "postern/store/directory.hpp"

namespace postern {

/// Four times what a log is cut to when it begins anew.
inline constexpr std::uintmax_t kOvergrownLog = 256UL * 1024 * 1024;

/// Octets of the log beside that database; 0 where there is none, or nobody knows.
std::uintmax_t log_octets(const DatabaseOptions& database);

/// One of them.
struct WatchedLog {
    DatabaseOptions database;
    bool has_grown = false;
};

/// For one thread.
class LogWatch {
  public:
    LogWatch(DatabaseOptions directory, DatabaseOptions state,
             std::uintmax_t bound = kOvergrownLog);

    /// Asks the file system, and tells what has changed since.
    void look();

  private:
    WatchedLog directory_;
    WatchedLog state_;
    std::uintmax_t bound_;
};

}  // namespace postern
