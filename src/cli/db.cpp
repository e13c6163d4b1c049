// SPDX-License-Identifier: Apache-2.0
//
// postern db: whether the databases are there and of this program's schema version, and how they
// get there. Migrating needs no downtime: posternd answers 451 until it is done.
#include <algorithm>
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

constexpr std::array kMigrateOptions{
    Option{"existing", "", "only those that are there; one that was lost is not made anew"},
};

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

bool is_missing(const Database& database) {
    return !database.opened && database.opened.error().code == ErrorCode::not_found;
}

/// One that is missing stays so where only those that are there are meant.
std::array<Database, 2> migrate(const Settings& settings, bool only_existing) {
    auto databases = look_at(settings);
    if (!only_existing || !is_missing(databases[0]))
        databases[0].opened = migrate_directory(settings);
    if (!only_existing || !is_missing(databases[1])) databases[1].opened = migrate_state(settings);
    return databases;
}

std::string standing(const Database& database) {
    if (database.opened) return "current";
    return is_missing(database) ? "missing" : "unusable";
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

void print_databases(const Call& call, const std::array<Database, 2>& databases) {
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
}

}  // namespace

std::span<const Option> db_migrate_options() {
    return kMigrateOptions;
}

Exit run_db_status(const Call& call) {
    const auto settings = settings_for(call);
    if (!settings) return Exit::no;
    const auto databases = look_at(*settings);
    print_databases(call, databases);
    return databases[0].opened && databases[1].opened ? Exit::good : Exit::no;
}

Exit run_db_migrate(const Call& call) {
    const auto settings = settings_for(call);
    if (!settings) return Exit::no;
    const bool only_existing = call.given.has("existing");
    const auto databases = migrate(*settings, only_existing);
    print_databases(call, databases);
    const auto is_right = [&](const Database& database) {
        return database.opened || (only_existing && is_missing(database));
    };
    return std::all_of(databases.begin(), databases.end(), is_right) ? Exit::good : Exit::no;
}

}  // namespace postern
