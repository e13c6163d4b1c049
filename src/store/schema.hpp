// SPDX-License-Identifier: Apache-2.0
//
// The schema's two parts and their numbered upgrades (packaging/schema), built into the library.
// The version of each part stands in the table schema_version of the database itself.
#pragma once

#include <span>
#include <string_view>

#include "postern/base/result.hpp"

#include "engine.hpp"

namespace postern {

struct Schema {
    std::string_view part;                       ///< "directory" or "state"
    std::span<const std::string_view> upgrades;  ///< The first makes version 1, and so on.

    [[nodiscard]] int version() const { return static_cast<int>(upgrades.size()); }
};

extern const Schema kDirectorySchema;
extern const Schema kStateSchema;

/// ErrorCode::conflict where the database is older or newer than this program.
Result<void> check_schema(Connection& connection, const Schema& schema);

/// Whether there is something of that part, and nothing newer than this program knows:
/// ErrorCode::invalid, ErrorCode::conflict.
Result<void> check_known(Connection& connection, const Schema& schema);

/// Brings it up to this program's version, one transaction per upgrade; of several programs doing
/// so at once the first does the work. ErrorCode::conflict where it is newer already.
Result<void> migrate_schema(Connection& connection, const Schema& schema);

/// All of it, where there is nothing; throws soci::soci_error.
void create_schema(soci::session& sql, const Schema& schema);

}  // namespace postern
