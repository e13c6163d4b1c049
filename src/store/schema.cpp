// SPDX-License-Identifier: Apache-2.0
#include "schema.hpp"

#include <optional>
#include <string>

#include "failure.hpp"

namespace postern {

namespace {

bool has_version_table(soci::session& sql) {
    std::string name;
    bool found = false;
    soci::statement tables = (sql.prepare_table_names(), soci::into(name));
    tables.execute();
    while (tables.fetch()) found = found || name == "schema_version";
    return found;
}

/// 0 where there is nothing of that part yet.
int version_of(soci::session& sql, const Schema& schema) {
    if (!has_version_table(sql)) return 0;
    const std::string part(schema.part);
    int version = 0;
    soci::statement query = (sql.prepare << "SELECT version FROM schema_version WHERE part = :part",
                             soci::use(part), soci::into(version));
    query.execute();
    while (query.fetch()) continue;
    return version;
}

Error differs(const Schema& schema, int found) {
    const auto versions = "its schema is version " + std::to_string(found) + ", this program's " +
                          std::to_string(schema.version()) + ": ";
    return {ErrorCode::conflict,
            versions + (found < schema.version() ? "run 'postern db migrate'"
                                                 : "it was written by a newer postern, use that"),
            {std::string(schema.part)}};
}

/// SOCI takes one statement at a time; ours end with a semicolon at the end of a line.
void run_script(soci::session& sql, std::string_view script) {
    while (script.find_first_not_of(" \n") != std::string_view::npos) {
        const auto end = script.find(";\n");
        sql << std::string(script.substr(0, end));
        script.remove_prefix(end == std::string_view::npos ? script.size() : end + 2);
    }
}

/// The version it had before; that of the program means there was nothing to do.
int upgrade_once(Connection& connection, const Schema& schema) {
    connection.begin(Access::write);
    const int version = version_of(connection.sql(), schema);
    if (version < schema.version()) {
        run_script(connection.sql(), schema.upgrades[static_cast<std::size_t>(version)]);
    }
    connection.commit();
    return version;
}

}  // namespace

Result<void> check_schema(Connection& connection, const Schema& schema) {
    const auto found = catching([&] { return version_of(connection.sql(), schema); });
    if (!found) return found.error();
    if (*found != schema.version()) return differs(schema, *found);
    return {};
}

Result<void> check_known(Connection& connection, const Schema& schema) {
    const auto found = catching([&] { return version_of(connection.sql(), schema); });
    if (!found) return found.error();
    if (*found == 0) return Error{ErrorCode::invalid, "holds no " + std::string(schema.part)};
    if (*found > schema.version()) return differs(schema, *found);
    return {};
}

Result<void> migrate_schema(Connection& connection, const Schema& schema) {
    auto found = catching([&] { return version_of(connection.sql(), schema); });
    while (found && *found < schema.version()) {
        found = catching([&] { return upgrade_once(connection, schema); });
    }
    if (!found) return found.error();
    if (*found > schema.version()) return differs(schema, *found);
    return {};
}

void create_schema(soci::session& sql, const Schema& schema) {
    for (const auto upgrade : schema.upgrades) run_script(sql, upgrade);
}

}  // namespace postern
