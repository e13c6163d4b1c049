// SPDX-License-Identifier: Apache-2.0
#include "acting_as_owner.hpp"

#include <algorithm>
#include <filesystem>
#include <grp.h>
#include <optional>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>

namespace postern {

namespace {

/// Owner and group of the folder; nothing for a database that is no file, or has no folder yet.
std::optional<struct stat> folder_of(const std::string& url) {
    constexpr std::string_view kSqlite = "sqlite:";
    if (!url.starts_with(kSqlite)) return std::nullopt;
    const auto folder = std::filesystem::path(url.substr(kSqlite.size())).parent_path();
    struct stat found {};
    if (::stat(folder.c_str(), &found) != 0) return std::nullopt;
    return found;
}

}  // namespace

ActingAsOwner::ActingAsOwner(const std::string& database_url) {
    const auto folder = folder_of(database_url);
    if (::geteuid() != 0 || !folder || folder->st_uid == 0) return;
    groups_.resize(static_cast<std::size_t>(std::max(0, ::getgroups(0, nullptr))));
    const auto count = ::getgroups(static_cast<int>(groups_.size()), groups_.data());
    groups_.resize(static_cast<std::size_t>(std::max(0, count)));
    // Where that is refused (a container without the capability) root goes on as root.
    (void)!::setgroups(1, &folder->st_gid);
    acting_ = ::setegid(folder->st_gid) == 0 && ::seteuid(folder->st_uid) == 0;
}

ActingAsOwner::~ActingAsOwner() {
    if (!acting_) return;
    (void)!::seteuid(0);
    (void)!::setegid(0);
    (void)!::setgroups(groups_.size(), groups_.data());
}

}  // namespace postern
