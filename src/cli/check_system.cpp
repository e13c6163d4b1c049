// SPDX-License-Identifier: Apache-2.0
//
// postern check, of what the system is to have: resolvers, a user, a folder for the socket,
// Postfix.
//
// Groups and directories are looked at with stat(2) for the user that posternd becomes, not for
// whoever asks.
#include <filesystem>
#include <grp.h>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>

#include "postern/dns/resolver.hpp"

#include "reachable.hpp"
#include "remark.hpp"
#include "room.hpp"
#include "system_user.hpp"

namespace postern {

namespace {

namespace fs = std::filesystem;

constexpr mode_t kSearch = 1;
constexpr mode_t kWrite = 2;
constexpr mode_t kWriteAndSearch = 3;

Remark note(std::string setting, std::string text) {
    return {Remark::Weight::note, std::move(setting), std::move(text)};
}

Remark fault(std::string setting, std::string text) {
    return {Remark::Weight::fault, std::move(setting), std::move(text)};
}

fs::file_type type_of(const fs::path& path) {
    std::error_code unreadable;
    return fs::status(path, unreadable).type();
}

/// Whom posternd will be; nothing where that user is missing, which check_user() says.
std::optional<SystemUser> future_user(const Settings& settings) {
    if (settings.milter.user.empty()) return SystemUser::current();
    return SystemUser::named(settings.milter.user);
}

/// The first folder on the way that the user cannot pass through, or "".
std::string barred_at(const SystemUser& user, const fs::path& folder) {
    fs::path on_the_way;
    for (const auto& part : folder) {
        on_the_way /= part;
        if (!user.may(kSearch, on_the_way)) return on_the_way;
    }
    return {};
}

Remarks check_socket_folder(const Settings& settings, const fs::path& folder) {
    const std::string setting = "milter.socket";
    const auto type = type_of(folder);
    if (type == fs::file_type::not_found) {
        return {note(setting, folder.string() +
                                  " is not there yet; make it: install -d -o postern "
                                  "-g postfix -m 2750 " +
                                  folder.string())};
    }
    if (type != fs::file_type::directory) {
        return {fault(setting, folder.string() + " is no directory")};
    }
    const auto user = future_user(settings);
    if (!user) return {};
    if (const auto barred = barred_at(*user, folder); !barred.empty()) {
        return {fault(setting, settings.milter.user + " may not pass through " + barred)};
    }
    if (!user->may(kWriteAndSearch, folder)) {
        return {fault(setting, settings.milter.user + " may not write to " + folder.string() +
                                   ", where the socket is to be")};
    }
    return {};
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
    const auto user = future_user(settings);
    if (!user) return {};
    const auto folder = file.parent_path();
    if (type_of(folder) == fs::file_type::not_found) {
        return {note(setting, folder.string() + " is not there yet; make it: install -d -o " +
                                  settings.milter.user + " -m 0750 " + folder.string())};
    }
    const bool barred = !barred_at(*user, folder).empty() || !user->may(kWriteAndSearch, folder);
    if (barred)
        return {fault(setting, settings.milter.user + " may not write to " + folder.string())};
    if (type_of(file) != fs::file_type::not_found && !user->may(kWrite, file)) {
        return {fault(setting, settings.milter.user + " may not write to " + file.string())};
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

/// The socket as Postfix names it: libmilter has inet:PORT@HOST.
std::string as_milter(const std::string& socket) {
    const auto at = socket.find('@');
    const bool inet = socket.starts_with("inet:") && at != socket.npos;
    return inet ? "inet:" + socket.substr(at + 1) + ":" + socket.substr(5, at - 5) : socket;
}

Remarks check_posternd(const Settings& settings) {
    const auto& socket = settings.milter.socket;
    if (reachable(as_milter(socket))) return {};
    return {note("milter.socket",
                 "nobody answers at " + socket + ": drafts are answered 451; start posternd")};
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

Remarks check_user(const Settings& settings) {
    const auto& name = settings.milter.user;
    if (name.empty() || SystemUser::named(name)) return {};
    return {note("milter.user", "there is no user " + name +
                                    " yet; make one: useradd --system "
                                    "--home-dir /var/lib/postern --shell /usr/sbin/nologin " +
                                    name)};
}

Remarks check_socket(const Settings& settings) {
    constexpr std::string_view kUnix = "unix:";
    const auto& [socket, group] = std::tie(settings.milter.socket, settings.milter.socket_group);
    if (!socket.starts_with(kUnix)) return check_posternd(settings);
    auto remarks =
        check_socket_folder(settings, fs::path(socket.substr(kUnix.size())).parent_path());
    // Where the folder is not right, nobody can be there.
    if (remarks.empty()) remarks = check_posternd(settings);
    if (!group.empty() && ::getgrnam(group.c_str()) == nullptr) {
        remarks.push_back(note("milter.socket-group", "there is no group " + group + " yet"));
    }
    return remarks;
}

Remarks check_postfix(const Settings& settings) {
    Remarks remarks;
    const auto& postqueue = settings.postfix.postqueue;
    const auto user = future_user(settings);
    if (type_of(postqueue) == fs::file_type::not_found) {
        remarks.push_back(note("postfix.postqueue", postqueue + " is not there: no Postfix yet"));
    } else if (user && !user->may(kSearch, postqueue)) {
        remarks.push_back(
            fault("postfix.postqueue", settings.milter.user + " may not execute " + postqueue));
    }
    const auto& folder = settings.postfix.config_directory;
    if (!folder.empty() && type_of(folder) != fs::file_type::directory) {
        remarks.push_back(note("postfix.config-directory", folder + " is not there"));
    }
    return remarks;
}

}  // namespace postern
