// SPDX-License-Identifier: Apache-2.0
#include "site_file.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "postern/base/file.hpp"

namespace postern {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kAccessList = "system.posix_acl_access";

Error failed_with_errno(const std::string& path) {
    return {ErrorCode::unavailable, path + ": " + std::strerror(errno)};
}

Result<void> write_all(int file, std::string_view text, const std::string& path) {
    while (!text.empty()) {
        const auto count = ::write(file, text.data(), text.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return failed_with_errno(path);
        text.remove_prefix(static_cast<std::size_t>(count));
    }
    return ::fsync(file) == 0 ? Result<void>{} : Result<void>(failed_with_errno(path));
}

bool copy_attribute(const std::string& path, const char* name, int file) {
    std::string value(64UL * 1024, '\0');
    const auto size = ::getxattr(path.c_str(), name, value.data(), value.size());
    if (size < 0) return errno == ENODATA;
    if (::fsetxattr(file, name, value.data(), static_cast<std::size_t>(size), 0) == 0) return true;
    // A label is the security module's to give; an access list that is lost is not.
    return std::string_view(name) != kAccessList;
}

/// Of a file with an access list the group's bits are the list's mask: alone they would allow more.
bool copy_attributes(const std::string& path, int file) {
    std::string names(64UL * 1024, '\0');
    const auto size = ::listxattr(path.c_str(), names.data(), names.size());
    if (size < 0) return errno == ENOTSUP;
    names.resize(static_cast<std::size_t>(size));
    for (std::size_t at = 0; at < names.size(); at += std::strlen(&names[at]) + 1) {
        if (!copy_attribute(path, &names[at], file)) return false;
    }
    return true;
}

/// As the file that it takes the place of, where there is one.
bool take_after(const std::string& path, int file, mode_t mode) {
    struct stat there {};
    if (::stat(path.c_str(), &there) != 0) return ::fchmod(file, mode) == 0;
    return ::fchown(file, there.st_uid, there.st_gid) == 0 &&
           ::fchmod(file, there.st_mode & 07777U) == 0 && copy_attributes(path, file);
}

/// The file itself, where `path` is a symbolic link to it.
std::string real_path(const std::string& path) {
    std::error_code failed;
    const auto real = fs::weakly_canonical(path, failed).string();
    return failed ? path : real;
}

std::string beside(const std::string& real) {
    return real + ".postern-new";
}

/// What keeps a file from being replaced though its folder can be written to.
Error not_replaced(const std::string& path) {
    auto error = failed_with_errno(path);
    if (errno == EBUSY)
        error.what += ": it is mounted by itself, and cannot be replaced as a whole";
    if (errno == EPERM) error.what += ": 'lsattr " + path + "' shows whether it is immutable";
    return error;
}

}  // namespace

Result<postfix::Content> read_content(const std::string& path) {
    auto text = read_file(path);
    if (text) return postfix::Content(*std::move(text));
    if (text.error().code == ErrorCode::not_found) return postfix::Content();
    return text.error();
}

Result<void> set_beside(const std::string& path, const postfix::Content& content, mode_t mode) {
    if (!content) return {};
    const auto real = real_path(path);
    const auto name = beside(real);
    // Of one that was ended half-way.
    ::unlink(name.c_str());
    const int file =
        ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0) return failed_with_errno(name);
    auto written =
        take_after(real, file, mode) ? write_all(file, *content, name) : failed_with_errno(name);
    ::close(file);
    if (!written) ::unlink(name.c_str());
    return written;
}

Result<void> take_place(const std::string& path, const postfix::Content& content) {
    if (!content) {
        const bool gone = ::unlink(path.c_str()) == 0 || errno == ENOENT;
        return gone ? Result<void>{} : Result<void>(not_replaced(path));
    }
    const auto real = real_path(path);
    const bool taken = std::rename(beside(real).c_str(), real.c_str()) == 0;
    return taken ? Result<void>{} : Result<void>(not_replaced(real));
}

void clear_beside(const std::string& path) {
    ::unlink(beside(real_path(path)).c_str());
}

Result<void> put_content(const std::string& path, const postfix::Content& content, mode_t mode) {
    if (auto written = set_beside(path, content, mode); !written) return written;
    auto taken = take_place(path, content);
    if (!taken) clear_beside(path);
    return taken;
}

Result<void> make_folder(const std::string& path, mode_t mode) {
    const fs::path folder(path);
    if (folder.has_parent_path() && !fs::exists(folder.parent_path())) {
        if (auto made = make_folder(folder.parent_path(), mode); !made) return made;
    }
    const bool made = ::mkdir(path.c_str(), mode) == 0;
    const bool there = made || errno == EEXIST;
    // Whatever umask root has: Postfix's users read the tables.
    if (made && ::chmod(path.c_str(), mode) != 0) return failed_with_errno(path);
    return there ? Result<void>{} : Result<void>(failed_with_errno(path));
}

}  // namespace postern
