// SPDX-License-Identifier: Apache-2.0
//
// One session on one SQLite file. BEGIN and COMMIT are prepared once: parsed anew for each call
// they would cost as much as two look-ups.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include <soci/sqlite3/soci-sqlite3.h>

#include "engine.hpp"

namespace postern {

class SqliteConnection final : public Connection {
  public:
    /// `log_octets` as in DatabaseOptions. Throws soci::soci_error where the file cannot be opened
    /// or is no database.
    SqliteConnection(const std::string& path, Access access, Duration busy_timeout,
                     std::int64_t log_octets);

    soci::session& sql() override { return sql_; }
    bool is_current() const override;
    bool is_doubted() const override;
    void begin(Access access) override;
    void commit() override;

  private:
    struct Finalize {
        void operator()(sqlite_api::sqlite3_stmt* statement) const;
    };
    using Prepared = std::unique_ptr<sqlite_api::sqlite3_stmt, Finalize>;

    void demand_write_access() const;
    [[nodiscard]] Prepared prepare(const std::string& text) const;
    void step(const Prepared& statement) const;
    [[nodiscard]] std::int64_t page_octets() const;
    void set(const std::string& pragma);

    unsigned refusals_before_;  ///< How many there had been when it was opened.
    soci::session sql_;
    sqlite_api::sqlite3* handle_;
    Prepared begin_read_;
    Prepared begin_write_;
    Prepared commit_;
};

}  // namespace postern
