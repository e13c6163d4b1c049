// SPDX-License-Identifier: Apache-2.0
#include "system_user.hpp"

#include <algorithm>
#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

namespace postern {

std::optional<SystemUser> SystemUser::named(const std::string& name) {
    const auto* entry = ::getpwnam(name.c_str());
    if (entry == nullptr) return std::nullopt;
    SystemUser user;
    user.user_ = entry->pw_uid;
    user.first_group_ = entry->pw_gid;
    int count = 64;
    user.groups_.resize(static_cast<std::size_t>(count));
    if (::getgrouplist(name.c_str(), entry->pw_gid, user.groups_.data(), &count) < 0) {
        user.groups_.resize(static_cast<std::size_t>(count));
        ::getgrouplist(name.c_str(), entry->pw_gid, user.groups_.data(), &count);
    }
    user.groups_.resize(static_cast<std::size_t>(count));
    return user;
}

SystemUser SystemUser::current() {
    SystemUser user;
    user.user_ = ::geteuid();
    user.first_group_ = ::getegid();
    user.groups_.resize(static_cast<std::size_t>(std::max(0, ::getgroups(0, nullptr))));
    const auto count = ::getgroups(static_cast<int>(user.groups_.size()), user.groups_.data());
    user.groups_.resize(static_cast<std::size_t>(std::max(0, count)));
    user.groups_.push_back(::getegid());
    return user;
}

std::optional<SystemUser> SystemUser::of_posternd(const MilterSettings& milter) {
    if (milter.user.empty()) return current();
    auto user = named(milter.user);
    // Whatever starts it gives it this group (milter/privileges.cpp, packaging/systemd).
    const auto* postdrop = user ? ::getgrnam("postdrop") : nullptr;
    if (postdrop != nullptr) user->groups_.push_back(postdrop->gr_gid);
    return user;
}

std::string SystemUser::group() const {
    const auto* entry = ::getgrgid(first_group_);
    return entry != nullptr ? entry->gr_name : std::to_string(first_group_);
}

std::string SystemUser::barred_at(const std::filesystem::path& folder) const {
    constexpr mode_t kSearch = 1;
    std::filesystem::path on_the_way;
    for (const auto& part : folder) {
        on_the_way /= part;
        if (!may(kSearch, on_the_way)) return on_the_way;
    }
    return {};
}

bool SystemUser::in_group(gid_t group) const {
    return std::find(groups_.begin(), groups_.end(), group) != groups_.end();
}

bool SystemUser::may(mode_t wanted, const std::string& path) const {
    struct stat file {};
    if (::stat(path.c_str(), &file) != 0) return false;
    if (user_ == 0)
        return S_ISDIR(file.st_mode) || (wanted & 1U) == 0 || (file.st_mode & 0111U) != 0;
    if (file.st_uid == user_) return ((file.st_mode >> 6U) & wanted) == wanted;
    if (in_group(file.st_gid)) return ((file.st_mode >> 3U) & wanted) == wanted;
    return (file.st_mode & wanted) == wanted;
}

}  // namespace postern
