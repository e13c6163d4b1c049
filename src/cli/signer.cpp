// SPDX-License-Identifier: Apache-2.0
#include "signer.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "postern/base/file.hpp"
#include "postern/base/public_key.hpp"
#include "postern/postfix/plan.hpp"
#include "postern/sender/published.hpp"

#include "descriptor.hpp"
#include "opendkim_service.hpp"
#include "reachable.hpp"
#include "site_file.hpp"
#include "system_user.hpp"

namespace postern {

namespace {

namespace fs = std::filesystem;
using postfix::SigningKey;

constexpr std::array kProgramFolders{"/usr/sbin/", "/usr/bin/", "/usr/local/sbin/",
                                     "/usr/local/bin/"};

bool is_installed(const std::string& root, const std::string& program) {
    return std::any_of(kProgramFolders.begin(), kProgramFolders.end(), [&](const char* folder) {
        std::error_code none;
        return fs::exists(root + folder + program, none);
    });
}

Error failed_at(const std::string& path) {
    return {ErrorCode::unavailable, path + ": " + std::strerror(errno)};
}

/// Where nobody answers who is not opendkim by what its files say.
std::string free_port() {
    for (int port = 8891; port < 8991; ++port) {
        if (!reachable("inet:127.0.0.1:" + std::to_string(port))) return std::to_string(port);
    }
    return "8891";
}

bool give_folder(const std::string& folder, const passwd& owner) {
    return ::chown(folder.c_str(), owner.pw_uid, owner.pw_gid) == 0;
}

/// Made for keys of ours, and never given to their user: whoever made it was ended in between.
bool is_half_made(const SigningKey& key, const std::string& folder) {
    struct stat there {};
    return key.own_folder && ::lstat(folder.c_str(), &there) == 0 && S_ISDIR(there.st_mode) &&
           there.st_uid == 0 && (there.st_mode & 0777U) == 0700U;
}

/// The folders that are missing above the key: the last is the signer's own.
Result<void> make_folders(const SigningKey& key, const passwd& owner) {
    const auto folder = fs::path(key.path).parent_path();
    std::error_code none;
    if (!fs::exists(folder, none)) {
        if (auto made = make_folder(folder.parent_path(), 0755); !made) return made;
        if (auto made = make_folder(folder, 0700); !made) return made;
    } else if (!is_half_made(key, folder)) {
        return {};
    }
    return give_folder(folder, owner) ? Result<void>{} : Result<void>(failed_at(folder));
}

/// Beside the key, whole and its user's, or nothing.
Result<void> write_beside(const std::string& path, const std::string& text, const passwd& owner) {
    const Descriptor file(
        ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!file) return failed_at(path);
    const bool written =
        ::write(file.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
        ::fchown(file.get(), owner.pw_uid, owner.pw_gid) == 0 && ::fsync(file.get()) == 0;
    return written ? Result<void>{} : Result<void>(failed_at(path));
}

/// link(2) takes no place that is taken. At every moment there is the whole key or none.
Result<void> put_key(const std::string& beside, const SigningKey& key) {
    if (::link(beside.c_str(), key.path.c_str()) != 0) {
        if (errno != EEXIST) return failed_at(key.path);
        return Error{ErrorCode::conflict, "there is a key already", {key.path}};
    }
    const Descriptor folder(
        ::open(fs::path(key.path).parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return folder && ::fsync(folder.get()) == 0 ? Result<void>{}
                                                : Result<void>(failed_at(key.path));
}

Result<void> write_key(const SigningKey& key, const std::string& text, const passwd& owner) {
    const auto beside = key.path + ".postern-new." + std::to_string(::getpid());
    ::unlink(beside.c_str());
    auto result = write_beside(beside, text, owner);
    if (result) result = put_key(beside, key);
    ::unlink(beside.c_str());
    return result;
}

/// Of whoever was ended in between.
void clear_unfinished(const SigningKey& key) {
    const fs::path path(key.path);
    const auto begin = path.filename().string() + ".postern-new.";
    std::error_code failed;
    for (const auto& entry : fs::directory_iterator(path.parent_path(), failed)) {
        if (entry.path().filename().string().starts_with(begin)) ::unlink(entry.path().c_str());
    }
}

}  // namespace

Result<postfix::SignerFiles> read_signer_files(const std::string& root) {
    postfix::SignerFiles files{is_installed(root, "opendkim"), is_installed(root, "rspamd"), {}};
    if (files.opendkim) files.start = read_opendkim_start(root);
    // opendkim.conf names further ones, and those it includes.
    for (bool more = true; more;) {
        more = false;
        for (const auto& path : postfix::signer_files(files)) {
            if (files.texts.contains(path)) continue;
            auto content = read_content(root + path);
            if (!content) return content.error();
            files.texts[path] = *std::move(content);
            more = true;
        }
    }
    const auto key = postfix::key_before_tables(files);
    files.key_barred = !key.path.empty() && !bar_to(key.user, root + key.path).empty();
    if (files.opendkim) files.port = free_port();
    return files;
}

bool is_there(const SigningKey& key) {
    std::error_code none;
    return fs::exists(key.path, none);
}

Result<void> make_key(const SigningKey& key) {
    // A folder that only its owner may look into hides a key from others, and not from O_EXCL.
    const auto* owner = ::getpwnam(key.owner.c_str());
    if (owner == nullptr) return Error{ErrorCode::not_found, "there is no user " + key.owner};
    const passwd user = *owner;
    if (auto made = make_folders(key, user); !made) return made;
    clear_unfinished(key);
    const auto text = new_private_key();
    return text ? write_key(key, *text, user) : Result<void>(text.error());
}

std::string bar_to(const std::string& user, const std::string& file) {
    constexpr mode_t kRead = 4;
    const auto who = SystemUser::named(user);
    if (!who) return {};
    struct stat there {};
    if (::stat(file.c_str(), &there) != 0) return {};
    if (auto bar = who->barred_at(fs::path(file).parent_path()); !bar.empty()) return bar;
    return who->may(kRead, file) ? "" : file;
}

std::string what_bars(const SigningKey& key) {
    return key.needed ? bar_to(key.owner, key.path) : "";
}

std::string words_for(const SigningKey& key, const std::string& bar) {
    return "cannot be read by " + key.owner + ", who signs with it" +
           (bar == key.path ? "" : ": " + bar + " is in the way");
}

std::string mend_for(const SigningKey& key, const std::string& bar) {
    const bool ours =
        key.own_folder && (bar == key.path || bar == fs::path(key.path).parent_path());
    return ours ? "chown " + key.owner + ": " + postfix::shell_word(bar) : "";
}

Result<std::string> record_of(const SigningKey& key) {
    const auto text = read_file(key.path);
    if (!text) return text.error();
    const auto half = public_key_of(*text);
    if (!half) return Error{half.error().code, half.error().what, {key.path}};
    const auto& domain = key.signs_as.empty() ? key.domain : key.signs_as;
    return txt_line(key.selector + "._domainkey." + domain,
                    "v=DKIM1; k=" + std::string(name_of(half->algorithm)) + "; p=" + half->base64);
}

}  // namespace postern
