// SPDX-License-Identifier: Apache-2.0
#include "sqlite/sqlite_scratch.hpp"

#include <soci/sqlite3/soci-sqlite3.h>

namespace postern {

std::unique_ptr<soci::session> sqlite_scratch() {
    auto sql = std::make_unique<soci::session>(soci::sqlite3, "db=\"\"");
    // Nothing of it is wanted after a failure.
    for (const auto* pragma : {"journal_mode=OFF", "synchronous=OFF", "cache_size=-4096"}) {
        *sql << "PRAGMA " + std::string(pragma);
    }
    return sql;
}

std::unique_ptr<soci::session> sqlite_in_memory() {
    auto sql = std::make_unique<soci::session>(soci::sqlite3, "db=\":memory:\"");
    *sql << "PRAGMA foreign_keys=ON";
    return sql;
}

}  // namespace postern
