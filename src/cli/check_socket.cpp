// SPDX-License-Identifier: Apache-2.0
//
// postern check, of whom posternd becomes and of the socket that it listens at: everything that its
// start fails by once its files are read (milter/privileges.cpp, milter/callbacks.cpp).
#include <filesystem>
#include <grp.h>
#include <pwd.h>
#include <string_view>

#include "listener.hpp"
#include "reachable.hpp"
#include "remark.hpp"
#include "service_unit.hpp"
#include "system_user.hpp"

namespace postern {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kUnix = "unix:";

/// Nothing where the folder is right for the user that posternd becomes.
Remarks check_socket_folder(const Settings& settings, const fs::path& folder) {
    const std::string setting = "milter.socket";
    std::error_code unreadable;
    const auto type = fs::status(folder, unreadable).type();
    if (type == fs::file_type::not_found) {
        return {fault(setting, folder.string() +
                                   " is not there: posternd does not start; make it: install -d "
                                   "-o postern -g postfix -m 2750 " +
                                   folder.string())};
    }
    if (type == fs::file_type::none) return {};
    if (type != fs::file_type::directory) {
        return {fault(setting, folder.string() + " is no directory")};
    }
    const auto user = SystemUser::of_posternd(settings.milter);
    if (!user) return {};
    const auto name = name_of_posterns_user(settings.milter);
    if (const auto barred = user->barred_at(folder); !barred.empty()) {
        return {fault(setting, name + " may not pass through " + barred)};
    }
    constexpr mode_t kWriteAndEnter = 3;
    if (!user->may(kWriteAndEnter, folder)) {
        return {fault(setting, name + " may not write to " + folder.string() +
                                   ", where the socket is to be")};
    }
    return {};
}

/// libmilter removes a socket that is left over, and nothing else.
Remarks check_place(const Settings& settings) {
    const auto& socket = settings.milter.socket;
    if (socket.starts_with(kUnix)) {
        const fs::path path = socket.substr(kUnix.size());
        if (auto remarks = check_socket_folder(settings, path.parent_path()); !remarks.empty())
            return remarks;
        std::error_code absent;
        const auto status = fs::symlink_status(path, absent);
        if (!fs::exists(status) || fs::is_socket(status)) return {};
        return {fault("milter.socket", path.string() + " is there, and is no socket: remove it")};
    }
    const auto user = SystemUser::of_posternd(settings.milter);
    if (user && user->id() != 0 && port_of(socket) < least_common_port()) {
        return {fault("milter.socket", "only root may listen at " + socket +
                                           ", and posternd is not root; choose a port from " +
                                           std::to_string(least_common_port()) + " on")};
    }
    const auto why_not = listener_at(socket) ? "" : no_listener_at(socket);
    if (why_not.empty()) return {};
    return {fault("milter.socket", "posternd cannot listen at " + socket + ": " + why_not)};
}

std::string user_called(uid_t id) {
    const auto* entry = ::getpwuid(id);
    return entry != nullptr ? entry->pw_name : std::to_string(id);
}

/// The socket as Postfix names it: libmilter has inet:PORT@HOST.
std::string as_milter(const std::string& socket) {
    const auto at = socket.find('@');
    const bool inet = socket.starts_with("inet:") && at != socket.npos;
    return inet ? "inet:" + socket.substr(at + 1) + ":" + socket.substr(5, at - 5) : socket;
}

/// Another program's process has another user.
Remarks check_posternd(const Settings& settings) {
    const auto& socket = settings.milter.socket;
    if (!reachable(as_milter(socket))) {
        return {note("milter.socket",
                     "nobody answers at " + socket + ": drafts are answered 451; start posternd")};
    }
    const auto user = SystemUser::of_posternd(settings.milter);
    const auto listener = listener_at(socket);
    if (!user || !listener || *listener == user->id()) return {};
    return {fault("milter.socket", "a process of " + user_called(*listener) + " listens at " +
                                       socket + ", and not " +
                                       name_of_posterns_user(settings.milter) +
                                       ": posternd does not start")};
}

Remarks check_socket_group(const Settings& settings) {
    const std::string setting = "milter.socket-group";
    const auto& name = settings.milter.socket_group;
    if (name.empty() || !settings.milter.socket.starts_with(kUnix)) return {};
    const auto* group = ::getgrnam(name.c_str());
    if (group == nullptr) {
        return {fault(setting, "there is no group " + name +
                                   ": posternd does not start; make one: "
                                   "groupadd --system " +
                                   name)};
    }
    // The next look-up writes over it.
    const auto number = group->gr_gid;
    const auto user = SystemUser::of_posternd(settings.milter);
    if (!user || user->id() == 0 || user->in_group(number)) return {};
    const auto who = name_of_posterns_user(settings.milter);
    return {fault(setting, who + " is not in the group " + name +
                               ", and cannot give it the socket: posternd does not start; run: "
                               "usermod --append --groups " +
                               name + ' ' + who)};
}

}  // namespace

Remarks take_unit(const std::string& file, Settings& settings) {
    if (file != kDefaultConfiguration) return {};
    const auto starts_as = user_of_unit();
    auto& name = settings.milter.user;
    if (starts_as.empty() || starts_as == "root" || starts_as == name) return {};
    if (name.empty()) {
        name = starts_as;
        return {};
    }
    return {fault("milter.user", "postern.service runs posternd as " + starts_as +
                                     ", who cannot become " + name +
                                     ": posternd does not start; write " + starts_as +
                                     " here, or change User= there (systemctl edit postern)")};
}

Remarks check_user(const Settings& settings) {
    const auto& name = settings.milter.user;
    if (name.empty() || SystemUser::named(name)) return {};
    return {fault("milter.user", "there is no user " + name +
                                     ": posternd does not start; make one: useradd --system "
                                     "--user-group --home-dir /var/lib/postern "
                                     "--shell /usr/sbin/nologin " +
                                     name)};
}

Remarks check_socket(const Settings& settings) {
    auto remarks = check_place(settings);
    // Where the place is not right, nobody can be there.
    if (remarks.empty()) remarks = check_posternd(settings);
    const auto group = check_socket_group(settings);
    remarks.insert(remarks.end(), group.begin(), group.end());
    return remarks;
}

}  // namespace postern
