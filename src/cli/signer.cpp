// SPDX-License-Identifier: Apache-2.0
#include "signer.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <pwd.h>
#include <unistd.h>

#include "postern/base/file.hpp"
#include "postern/base/public_key.hpp"
#include "postern/sender/published.hpp"

#include "site_file.hpp"

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

/// The folders that are missing above the key: the last is the signer's own.
Result<void> make_folders(const SigningKey& key, const passwd& owner) {
    const auto folder = fs::path(key.path).parent_path();
    std::error_code none;
    if (fs::exists(folder, none)) return {};
    if (auto made = make_folder(folder.parent_path(), 0755); !made) return made;
    if (auto made = make_folder(folder, 0700); !made) return made;
    const bool given = ::chown(folder.c_str(), owner.pw_uid, owner.pw_gid) == 0;
    return given ? Result<void>{} : Result<void>(failed_at(folder));
}

Result<void> write_key(const SigningKey& key, const std::string& text, const passwd& owner) {
    const int file =
        ::open(key.path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0 && errno == EEXIST)
        return Error{ErrorCode::conflict, "there is a key already", {key.path}};
    if (file < 0) return failed_at(key.path);
    const bool written =
        ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
        ::fchown(file, owner.pw_uid, owner.pw_gid) == 0 && ::fsync(file) == 0;
    auto result = written ? Result<void>{} : Result<void>(failed_at(key.path));
    ::close(file);
    if (!written) ::unlink(key.path.c_str());
    return result;
}

}  // namespace

Result<postfix::SignerFiles> read_signer_files(const std::string& root) {
    postfix::SignerFiles files{is_installed(root, "opendkim"), is_installed(root, "rspamd"), {}};
    // Twice: opendkim.conf names further ones.
    for (int pass = 0; pass < 2; ++pass) {
        for (const auto& path : postfix::signer_files(files.texts)) {
            if (files.texts.contains(path)) continue;
            auto content = read_content(root + path);
            if (!content) return content.error();
            files.texts[path] = *std::move(content);
        }
    }
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
    const auto text = new_private_key();
    return text ? write_key(key, *text, user) : Result<void>(text.error());
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
