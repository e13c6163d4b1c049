// SPDX-License-Identifier: Apache-2.0
#include "privileges.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <grp.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace postern {

namespace {

Error failed(const std::string& what) {
    return {ErrorCode::unavailable, what + ": " + std::strerror(errno)};
}

/// The user's groups and postdrop.
std::vector<gid_t> groups_of(const passwd& user) {
    int count = 64;
    std::vector<gid_t> groups(static_cast<std::size_t>(count));
    if (::getgrouplist(user.pw_name, user.pw_gid, groups.data(), &count) < 0) {
        groups.resize(static_cast<std::size_t>(count));
        ::getgrouplist(user.pw_name, user.pw_gid, groups.data(), &count);
    }
    groups.resize(static_cast<std::size_t>(count));
    const auto* postdrop = ::getgrnam("postdrop");
    if (postdrop != nullptr &&
        std::find(groups.begin(), groups.end(), postdrop->gr_gid) == groups.end()) {
        groups.push_back(postdrop->gr_gid);
    }
    return groups;
}

}  // namespace

Result<void> become_user(const std::string& user) {
    if (user.empty()) return {};
    const auto* entry = ::getpwnam(user.c_str());
    if (entry == nullptr) {
        return Error{ErrorCode::invalid, "milter.user: there is no user " + user +
                                             "; create it, or leave the setting empty"};
    }
    const passwd who = *entry;
    if (::geteuid() == who.pw_uid) return {};
    const auto groups = groups_of(who);
    if (::setgroups(groups.size(), groups.data()) != 0 || ::setgid(who.pw_gid) != 0 ||
        ::setuid(who.pw_uid) != 0) {
        return failed("milter.user: cannot become " + user);
    }
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return failed("no new privileges");
    return {};
}

Result<void> set_socket_access(const MilterSettings& settings) {
    constexpr std::string_view kUnix = "unix:";
    if (settings.socket.compare(0, kUnix.size(), kUnix) != 0) return {};
    const auto path = settings.socket.substr(kUnix.size());
    if (!settings.socket_group.empty()) {
        const auto* group = ::getgrnam(settings.socket_group.c_str());
        if (group == nullptr) {
            return Error{ErrorCode::invalid,
                         "milter.socket-group: there is no group " + settings.socket_group};
        }
        if (::chown(path.c_str(), static_cast<uid_t>(-1), group->gr_gid) != 0) return failed(path);
    }
    if (::chmod(path.c_str(), settings.socket_mode) != 0) return failed(path);
    return {};
}

}  // namespace postern
