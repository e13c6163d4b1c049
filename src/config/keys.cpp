// SPDX-License-Identifier: Apache-2.0
#include "postern/config/keys.hpp"

#include <array>
#include <cstdio>
#include <filesystem>
#include <grp.h>
#include <pwd.h>
#include <system_error>

#include "postern/base/file.hpp"

namespace postern {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kShortestKey = 32;
constexpr std::size_t kLongestKey = 4096;
constexpr fs::perms kOthers = fs::perms::others_read | fs::perms::others_write;

std::string octal(fs::perms mode) {
    std::array<char, 8> text{};
    std::snprintf(text.data(), text.size(), "%04o", static_cast<unsigned>(mode & fs::perms::mask));
    return text.data();
}

std::string group_of(const std::string& user) {
    const auto* entry = ::getpwnam(user.c_str());
    const auto* group = entry == nullptr ? nullptr : ::getgrgid(entry->pw_gid);
    return group == nullptr ? user : group->gr_name;
}

/// The command that makes one, which `user` may read and change as little as others.
std::string making(const fs::path& path, const std::string& user) {
    const auto fill = "openssl rand -hex 32 >" + path.string();
    const auto folder = path.parent_path().string();
    std::error_code unreadable;
    const bool has_folder = fs::status(folder, unreadable).type() != fs::file_type::not_found;
    if (user.empty()) {
        return (has_folder ? "(umask 077 && " : "(umask 077 && mkdir -p " + folder + " && ") +
               fill + ")";
    }
    const auto group = group_of(user);
    const auto make_folder =
        has_folder ? "" : "install -d -g " + group + " -m 0750 " + folder + " && ";
    return "(umask 027 && " + make_folder + fill + " && chgrp " + group + " " + path.string() + ")";
}

/// Asked before opening: opening a FIFO would wait for whoever writes to it.
Result<void> check_file(const std::string& path, const std::string& user) {
    std::error_code failed;
    const auto status = fs::status(path, failed);
    if (status.type() == fs::file_type::not_found) {
        return Error{ErrorCode::not_found,
                     path +
                         ": no such key file; one that seals what is under way must come back "
                         "from a backup; otherwise make one: " +
                         making(path, user)};
    }
    if (failed) return Error{ErrorCode::unavailable, path + ": " + failed.message()};
    if (!fs::is_regular_file(status)) {
        return Error{ErrorCode::invalid, path + ": not a regular file; a key file holds one key"};
    }
    if ((status.permissions() & kOthers) != fs::perms::none) {
        return Error{ErrorCode::invalid, path + ": mode " + octal(status.permissions()) +
                                             " lets others than its owner and group at the key; "
                                             "run: chmod o-rwx " +
                                             path};
    }
    return {};
}

void drop_line_break(std::string& text) {
    if (!text.ends_with('\n')) return;
    text.pop_back();
    if (text.ends_with('\r')) text.pop_back();
}

Result<std::string> load_key(const std::string& path, const std::string& user) {
    if (auto fit = check_file(path, user); !fit) return fit.error();
    auto key = read_file(path, kLongestKey);
    if (!key) return key;
    drop_line_break(*key);
    if (key->size() >= kShortestKey) return key;
    return Error{ErrorCode::invalid, path + ": the key has " + std::to_string(key->size()) +
                                         " characters, it needs at least 32; make one: "
                                         "openssl rand -hex 32 >" +
                                         path};
}

}  // namespace

Result<KeyRing> load_keys(const std::vector<std::string>& files, const std::string& user) {
    std::vector<std::string> secrets;
    for (const auto& file : files) {
        auto key = load_key(file, user);
        if (!key) return key.error();
        secrets.push_back(*std::move(key));
    }
    return KeyRing::from(std::move(secrets));
}

}  // namespace postern
