// SPDX-License-Identifier: Apache-2.0
//
// postern db backup, postern db restore: both databases to a folder and back, as directory.db and
// state.db; one file where they are one database. A backup needs no downtime. A restoration does:
// it is refused while anybody has a database open.
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <ostream>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

#include "postern/base/text.hpp"
#include "postern/store/backup.hpp"

#include "acting_as_owner.hpp"
#include "commands.hpp"
#include "databases.hpp"
#include "json_output.hpp"
#include "text_table.hpp"

namespace postern {

namespace {

/// A database and its copy.
struct Copied {
    Part part;
    std::string name;
    DatabaseOptions database;
    std::string file;
};

std::vector<Copied> copies_in(const std::string& folder, const Settings& settings) {
    const auto file = [&](const char* name) {
        return (std::filesystem::absolute(folder) / name).string();
    };
    std::vector<Copied> all{
        {Part::directory, "directory", directory_options(settings), file("directory.db")}};
    if (settings.state.database != settings.directory.database) {
        all.push_back({Part::state, "state", state_options(settings).database, file("state.db")});
    }
    return all;
}

Exit report(const Call& call, const std::vector<Copied>& copies) {
    if (call.json()) {
        auto all = Json::array();
        for (const auto& [part, name, database, file] : copies) {
            all.push_back({{"part", name}, {"database", database.url}, {"copy", file}});
        }
        print_json(call, all);
        return Exit::good;
    }
    TextTable table;
    table.add({"PART", "DATABASE", "COPY"});
    for (const auto& copied : copies) table.add({copied.name, copied.database.url, copied.file});
    table.print(call.out());
    return Exit::good;
}

/// All of them or none: half a backup would be taken for one.
Result<void> back_up_all(const std::vector<Copied>& copies) {
    std::vector<std::string> written;
    for (const auto& [part, name, database, file] : copies) {
        if (auto copied = back_up(database, file); !copied) {
            for (const auto& each : written) ::unlink(each.c_str());
            return copied;
        }
        written.push_back(file);
    }
    return {};
}

/// All of them are opened and checked before the first takes the place of a database.
Result<void> restore(const std::vector<Copied>& copies, TimePoint now) {
    std::vector<std::unique_ptr<Restoration>> ready;
    for (const auto& [part, name, database, file] : copies) {
        auto opened = open_backup(database, part, file);
        if (!opened) return opened.error();
        ready.push_back(*std::move(opened));
    }
    for (std::size_t i = 0; i < copies.size(); ++i) {
        const ActingAsOwner owner(copies[i].database.url);
        if (auto placed = ready[i]->put_in_place(now); !placed) return placed;
    }
    return {};
}

}  // namespace

Exit run_db_backup(const Call& call) {
    const auto settings = settings_for(call);
    if (!settings) return Exit::no;
    const auto folder = call.given.value("FOLDER").value();
    const bool made = ::mkdir(folder.c_str(), 0700) == 0;
    if (!made && errno != EEXIST) {
        return fail(call, {ErrorCode::unavailable, std::strerror(errno), {folder}});
    }
    const auto copies = copies_in(folder, *settings);
    const auto copied = back_up_all(copies);
    if (copied) return report(call, copies);
    if (made) ::rmdir(folder.c_str());
    return fail(call, copied.error());
}

Exit run_db_restore(const Call& call) {
    const auto part = call.given.value("directory|state");
    if (part && part != "directory" && part != "state") {
        return misuse(call, {ErrorCode::invalid, none_of(*part, {"directory", "state"})});
    }
    const auto settings = settings_for(call);
    if (!settings) return Exit::no;
    auto copies = copies_in(call.given.value("FOLDER").value(), *settings);
    if (part) std::erase_if(copies, [&](const Copied& each) { return each.name != *part; });
    const auto restored = restore(copies, call.clock.now());
    return restored ? report(call, copies) : fail(call, restored.error());
}

}  // namespace postern
