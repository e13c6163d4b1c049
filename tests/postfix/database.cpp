// SPDX-License-Identifier: Apache-2.0
#include "database.hpp"

#include <stdexcept>

#include <sqlite3.h>

namespace postern::testing {

namespace {

constexpr int kPatienceInMilliseconds = 5000;

}  // namespace

Database::Database(const std::filesystem::path& file) {
    if (sqlite3_open(file.c_str(), &handle_) != SQLITE_OK) fail();
    sqlite3_busy_timeout(handle_, kPatienceInMilliseconds);
}

Database::~Database() {
    sqlite3_close(handle_);
}

void Database::execute(const std::string& statement) {
    if (sqlite3_exec(handle_, statement.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail();
}

void Database::fail() const {
    throw std::runtime_error(sqlite3_errmsg(handle_));
}

}  // namespace postern::testing
