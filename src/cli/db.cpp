// SPDX-License-Identifier: Apache-2.0
//
// postern db: whether the databases are there and of this program's schema version, and how they
// get there. Migrating needs no downtime: posternd answers 451 until it is done.
#include <array>
#include <functional>
#include <ostream>

#include "acting_as_owner.hpp"
#include "commands.hpp"
#include "databases.hpp"
#include "json_output.hpp"
#include "text_table.hpp"

namespace postern {

namespace {

/// What opening one of them led to.
struct Database {
    std::string part, url;
    Result<void> opened;
};

template <typename Store>
Result<void> outcome(const Result<std::unique_ptr<Store>>& store) {
    return store ? Result<void>() : Result<void>(store.error());
}

std::array<Database, 2> look_at(const Settings& settings) {
    auto state = state_options(settings);
    state.read_only = true;
    return {Database{"directory", settings.directory.database,
                     outcome(open_directory(directory_options(settings)))},
            Database{"state", settings.state.database, outcome(open_state(state))}};
}

Result<void> migrate_directory(const Settings& settings) {
    const ActingAsOwner owner(settings.directory.database);
    return outcome(open_directory_editor(directory_options(settings)));
}

Result<void> migrate_state(const Settings& settings) {
    const ActingAsOwner owner(settings.state.database);
    return outcome(open_state(state_options(settings)));
}

std::array<Database, 2> migrate(const Settings& settings) {
    return {Database{"directory", settings.directory.database, migrate_directory(settings)},
            Database{"state", settings.state.database, migrate_state(settings)}};
}

std::string standing(const Database& database) {
    if (database.opened) return "current";
    return database.opened.error().code == ErrorCode::not_found ? "missing" : "unusable";
}

std::string reason(const Database& database) {
    return database.opened ? std::string() : database.opened.error().message();
}

Json databases_json(const std::array<Database, 2>& databases) {
    auto all = Json::array();
    for (const auto& each : databases) {
        Json json{{"part", each.part}, {"database", each.url}, {"status", standing(each)}};
        json["error"] = each.opened ? Json(nullptr) : Json(reason(each));
        all.push_back(std::move(json));
    }
    return all;
}

Exit report(const Call& call, const std::array<Database, 2>& databases) {
    if (call.json()) {
        print_json(call, databases_json(databases));
    } else {
        TextTable table;
        table.add({"PART", "STATUS", "DATABASE", "REASON"});
        for (const auto& each : databases) {
            table.add({each.part, standing(each), each.url, reason(each)});
        }
        table.print(call.out());
    }
    const bool good = databases[0].opened && databases[1].opened;
    return good ? Exit::good : Exit::no;
}

}  // namespace

Exit run_db_status(const Call& call) {
    const auto settings = settings_for(call);
    return settings ? report(call, look_at(*settings)) : Exit::no;
}

Exit run_db_migrate(const Call& call) {
    const auto settings = settings_for(call);
    return settings ? report(call, migrate(*settings)) : Exit::no;
}

}  // namespace postern
