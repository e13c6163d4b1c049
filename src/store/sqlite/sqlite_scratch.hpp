// SPDX-License-Identifier: Apache-2.0
//
// A database for what is too much for memory and nobody's business: in a file of SQLite's own, in
// the folder for temporary files (SQLITE_TMPDIR, TMPDIR, /var/tmp), which is gone when it is
// closed, however that happens.
#pragma once

#include <memory>

#include <soci/soci.h>

namespace postern {

/// Empty, and without foreign keys: what it holds may refer to what is elsewhere. Throws
/// soci::soci_error, also later where there is no room.
std::unique_ptr<soci::session> sqlite_scratch();

/// A little one: in memory, and with foreign keys.
std::unique_ptr<soci::session> sqlite_in_memory();

}  // namespace postern
