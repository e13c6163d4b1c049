// SPDX-License-Identifier: Apache-2.0
//
// A database as a file: bringing its log in, copying it, putting a copy in its place.
//
// By SQLite's own backup interface, which reads one state through the log, in a call of its own
// for each: nothing of a session of ours is needed here, and SOCI has no words for it.
#pragma once

#include <memory>
#include <string>

#include "postern/base/result.hpp"
#include "postern/base/time.hpp"
#include "postern/store/backup.hpp"

#include "engine.hpp"

namespace postern {

/// Where no other session is open and this process may write it; else does nothing.
void bring_log_in(const std::string& path);

/// As back_up().
Result<void> write_copy(const std::string& path, const std::string& file, Duration busy_timeout);

/// As open_backup(), without a look at what the copy holds.
Result<std::unique_ptr<Restoration>> open_copy(const std::string& file, const std::string& path,
                                               Duration busy_timeout, Finish finish);

}  // namespace postern
