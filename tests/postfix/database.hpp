// SPDX-License-Identifier: Apache-2.0
//
// Another process at postern's SQLite files: the platform at its own tables, an administrator with
// a shell, a backup that takes its time. Throws std::runtime_error in SQLite's words.
#pragma once

#include <filesystem>
#include <string>

struct sqlite3;

namespace postern::testing {

class Database {
  public:
    explicit Database(const std::filesystem::path& file);
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    ~Database();

    void execute(const std::string& statement);

  private:
    [[noreturn]] void fail() const;

    sqlite3* handle_ = nullptr;
};

/// Nobody else writes to it as long as this lives.
class LockedDatabase {
  public:
    explicit LockedDatabase(const std::filesystem::path& file) : database_(file) {
        database_.execute("BEGIN EXCLUSIVE");
    }

  private:
    Database database_;
};

}  // namespace postern::testing
