// SPDX-License-Identifier: Apache-2.0
//
// Another process's write transaction on a SQLite database, for as long as it lives.
#pragma once

#include <memory>
#include <stdexcept>
#include <string>

#include <sqlite3.h>

namespace postern::testing {

class DatabaseLock {
  public:
    explicit DatabaseLock(const std::string& path) {
        sqlite3* opened = nullptr;
        const int result = sqlite3_open(path.c_str(), &opened);
        database_.reset(opened);
        // The daemon may just be pruning.
        constexpr int kPatienceInMilliseconds = 5'000;
        sqlite3_busy_timeout(opened, kPatienceInMilliseconds);
        if (result != SQLITE_OK ||
            sqlite3_exec(opened, "BEGIN EXCLUSIVE", nullptr, nullptr, nullptr) != SQLITE_OK) {
            throw std::runtime_error(path + ": " + sqlite3_errmsg(opened));
        }
    }

  private:
    struct Close {
        void operator()(sqlite3* database) const { sqlite3_close(database); }
    };
    std::unique_ptr<sqlite3, Close> database_;
};

}  // namespace postern::testing
