// SPDX-License-Identifier: Apache-2.0
//
// postern check, of what the system is to have: room and folders for the databases, resolvers,
// Postfix.
//
// Folders are looked at with stat(2) for the user that posternd becomes, not for whoever asks.
#include <filesystem>
#include <optional>
#include <string_view>
#include <utility>

#include "postern/dns/resolver.hpp"

#include "remark.hpp"
#include "room.hpp"
#include "site_lock.hpp"
#include "system_user.hpp"

namespace postern {

namespace {

namespace fs = std::filesystem;

constexpr mode_t kExecute = 1;
constexpr mode_t kWrite = 2;
constexpr mode_t kWriteAndSearch = 3;
constexpr mode_t kRead = 4;

fs::file_type type_of(const fs::path& path) {
    std::error_code unreadable;
    return fs::status(path, unreadable).type();
}

/// Nothing where the database is no file.
std::optional<fs::path> file_of(const std::string& url) {
    constexpr std::string_view kSqlite = "sqlite:";
    if (!url.starts_with(kSqlite)) return {};
    return fs::path(url.substr(kSqlite.size()));
}

/// Reading takes writing here: SQLite shares its index of the write-ahead log between processes.
Remarks check_database_access(const Settings& settings, const std::string& setting,
                              const fs::path& file) {
    const auto user = SystemUser::of_posternd(settings.milter);
    if (!user) return {};
    const auto folder = file.parent_path();
    if (type_of(folder) == fs::file_type::not_found) {
        return {note(setting, folder.string() + " is not there yet; make it: install -d -o " +
                                  settings.milter.user + " -m 0750 " + folder.string())};
    }
    const bool barred = !user->barred_at(folder).empty() || !user->may(kWriteAndSearch, folder);
    if (barred)
        return {fault(setting, name_of_posterns_user(settings.milter) + " may not write to " +
                                   folder.string())};
    if (type_of(file) != fs::file_type::not_found && !user->may(kWrite, file)) {
        return {fault(setting, name_of_posterns_user(settings.milter) + " may not write to " +
                                   file.string())};
    }
    return {};
}

/// A file system that is full answers every draft 451.
Remarks check_room(const std::string& setting, const fs::path& file) {
    const auto folder = file.parent_path();
    const auto room = room_in(folder);
    const auto wanting = room ? shortage(*room) : "";
    if (wanting.empty()) return {};
    return {fault(setting, "the file system of " + folder.string() + ' ' + wanting +
                               ": where it is full, drafts are answered 451")};
}

/// What is written stays in the log for as long as one who began to read before has not ended.
Remarks check_log(const std::string& setting, const fs::path& file) {
    std::error_code absent;
    const auto log = file.string() + "-wal";
    const auto octets = fs::file_size(log, absent);
    const auto grown = absent ? "" : overgrowth(octets);
    if (grown.empty()) return {};
    return {fault(setting, log + ' ' + grown + "; 'fuser -v " + log + "' shows who it may be")};
}

/// postqueue(1) reads it as whoever runs it.
Remarks check_main_cf(const Settings& settings) {
    const auto folder = configuration_folder(settings);
    const auto user = SystemUser::of_posternd(settings.milter);
    if (!folder || !user) return {};
    const auto file = *folder + "/main.cf";
    const auto name = name_of_posterns_user(settings.milter);
    const std::string lost = ": nothing that is parked is released";
    if (const auto barred = user->barred_at(*folder); !barred.empty())
        return {fault("postfix", name + " may not pass through " + barred + " to " + file + lost)};
    if (type_of(file) != fs::file_type::regular || user->may(kRead, file)) return {};
    auto remark = fault("postfix", name + " may not read " + file + lost);
    remark.set = "chmod o+r " + file;
    return {remark};
}

}  // namespace

Remarks check_database_folders(const Settings& settings) {
    Remarks all;
    for (const auto& [setting, url] :
         {std::pair<std::string, std::string>{"directory.database", settings.directory.database},
          {"state.database", settings.state.database}}) {
        const auto file = file_of(url);
        if (!file) continue;
        for (const auto& some : {check_database_access(settings, setting, *file),
                                 check_room(setting, *file), check_log(setting, *file)}) {
            all.insert(all.end(), some.begin(), some.end());
        }
    }
    return all;
}

/// As posternd does at its start; nobody is asked anything.
Remarks check_resolvers(const Settings& settings) {
    if (settings.dns.check_domains == DnsSettings::CheckDomains::never) return {};
    const auto resolver = open_resolver(settings.dns);
    if (resolver) return {};
    return {fault("dns", resolver.error().message())};
}

Remarks check_postfix(const Settings& settings) {
    Remarks remarks;
    const auto& postqueue = settings.postfix.postqueue;
    const auto user = SystemUser::of_posternd(settings.milter);
    if (type_of(postqueue) == fs::file_type::not_found) {
        remarks.push_back(note("postfix.postqueue", postqueue + " is not there: no Postfix yet"));
    } else if (user && !user->may(kExecute, postqueue)) {
        remarks.push_back(fault("postfix.postqueue", name_of_posterns_user(settings.milter) +
                                                         " may not execute " + postqueue));
    }
    const auto& folder = settings.postfix.config_directory;
    if (!folder.empty() && type_of(folder) != fs::file_type::directory) {
        remarks.push_back(note("postfix.config-directory", folder + " is not there"));
    }
    const auto read = check_main_cf(settings);
    remarks.insert(remarks.end(), read.begin(), read.end());
    return remarks;
}

}  // namespace postern
