// SPDX-License-Identifier: Apache-2.0
#include "sqlite/sqlite_connection.hpp"

#include <algorithm>
#include <atomic>

namespace postern {

namespace {

/// How often a session of this program was refused the right to write. SQLite opens the log's
/// index ("-shm") once for all of them: whoever came when it could only be read leaves it so for
/// those who come when it can be written.
std::atomic<unsigned> refusals = 0;  // NOLINT: as SQLite's own, which it stands for

std::string parameters(const std::string& path, Access access) {
    return "db=\"" + path + (access == Access::read ? "\" readonly=true" : "\"");
}

/// Without what an extended result code adds.
int primary(int result) {
    return result & 0xff;
}

sqlite_api::sqlite3* handle_of(soci::session& sql) {
    return static_cast<soci::sqlite3_session_backend*>(sql.get_backend())->conn_;
}

}  // namespace

void SqliteConnection::Finalize::operator()(sqlite_api::sqlite3_stmt* statement) const {
    sqlite_api::sqlite3_finalize(statement);
}

SqliteConnection::SqliteConnection(const std::string& path, Access access, Duration busy_timeout,
                                   std::int64_t log_octets)
    : refusals_before_(refusals),
      sql_(soci::sqlite3, parameters(path, access)),
      handle_(handle_of(sql_)) {
    sqlite_api::sqlite3_busy_timeout(handle_, static_cast<int>(busy_timeout.count()));
    if (access == Access::write) {
        demand_write_access();
        // Of a new database. A commit writes each page that it changed, and of most it changed a
        // line: about half the bytes of SQLite's own 4 KiB.
        set("page_size=2048");
        set("journal_mode=WAL");
        set("synchronous=FULL");
        set("journal_size_limit=" + std::to_string(2 * log_octets));
        set("wal_autocheckpoint=" + std::to_string(log_octets / page_octets()));
    }
    set("foreign_keys=ON");
    // The schema's checks are for others: what is written here is of its kind by type. SQLite would
    // make a table of the list of fates for each row, to ask it once.
    set("ignore_check_constraints=ON");
    // A commit in which a page was split goes through all that is cached.
    set(access == Access::write ? "cache_size=-4096" : "cache_size=-2048");
    begin_read_ = prepare("BEGIN");
    begin_write_ = prepare("BEGIN IMMEDIATE");
    commit_ = prepare("COMMIT");
}

/// SQLite opens for reading what it may not write, and says so at the first change.
void SqliteConnection::demand_write_access() const {
    if (sqlite_api::sqlite3_db_readonly(handle_, "main") != 1) return;
    ++refusals;
    throw soci::sqlite3_soci_error("may be read but not written", SQLITE_READONLY);
}

bool SqliteConnection::is_current() const {
    // Asks whether the path still leads to the file that is open, by stat(2).
    int moved = 0;
    const int result =
        sqlite_api::sqlite3_file_control(handle_, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
    return result == SQLITE_OK && moved == 0;
}

bool SqliteConnection::is_doubted() const {
    return refusals_before_ != refusals;
}

void SqliteConnection::begin(Access access) {
    step(access == Access::write ? begin_write_ : begin_read_);
}

void SqliteConnection::commit() {
    step(commit_);
}

SqliteConnection::Prepared SqliteConnection::prepare(const std::string& text) const {
    sqlite_api::sqlite3_stmt* statement = nullptr;
    const int result =
        sqlite_api::sqlite3_prepare_v2(handle_, text.c_str(), -1, &statement, nullptr);
    if (result != SQLITE_OK) {
        throw soci::sqlite3_soci_error(sqlite_api::sqlite3_errmsg(handle_), result);
    }
    return Prepared(statement);
}

void SqliteConnection::step(const Prepared& statement) const {
    sqlite_api::sqlite3_step(statement.get());
    const int result = sqlite_api::sqlite3_reset(statement.get());
    if (result == SQLITE_OK) return;
    if (primary(result) == SQLITE_READONLY) ++refusals;
    throw soci::sqlite3_soci_error(sqlite_api::sqlite3_errmsg(handle_), result);
}

std::int64_t SqliteConnection::page_octets() const {
    const auto statement = prepare("PRAGMA page_size");
    sqlite_api::sqlite3_step(statement.get());
    return std::max(1, sqlite_api::sqlite3_column_int(statement.get(), 0));
}

void SqliteConnection::set(const std::string& pragma) {
    step(prepare("PRAGMA " + pragma));
}

}  // namespace postern
