// SPDX-License-Identifier: Apache-2.0
#include "site_file.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

#include "postern/base/file.hpp"

namespace postern {

namespace {

namespace fs = std::filesystem;

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

/// As the file that it takes the place of, where there is one.
bool take_after(const std::string& path, int file, mode_t mode) {
    struct stat there {};
    if (::stat(path.c_str(), &there) != 0) return ::fchmod(file, mode) == 0;
    return ::fchown(file, there.st_uid, there.st_gid) == 0 &&
           ::fchmod(file, there.st_mode & 07777U) == 0;
}

Result<void> write_beside(const std::string& path, const std::string& beside,
                          const std::string& text, mode_t mode) {
    // Of one that was ended half-way.
    ::unlink(beside.c_str());
    const int file =
        ::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0) return failed_with_errno(beside);
    auto written =
        take_after(path, file, mode) ? write_all(file, text, beside) : failed_with_errno(beside);
    ::close(file);
    if (written && std::rename(beside.c_str(), path.c_str()) != 0)
        written = failed_with_errno(path);
    if (!written) ::unlink(beside.c_str());
    return written;
}

}  // namespace

Result<postfix::Content> read_content(const std::string& path) {
    auto text = read_file(path);
    if (text) return postfix::Content(*std::move(text));
    if (text.error().code == ErrorCode::not_found) return postfix::Content();
    return text.error();
}

Result<void> put_content(const std::string& path, const postfix::Content& content, mode_t mode) {
    if (!content) {
        const bool gone = ::unlink(path.c_str()) == 0 || errno == ENOENT;
        return gone ? Result<void>{} : Result<void>(failed_with_errno(path));
    }
    std::error_code failed;
    const auto real = fs::weakly_canonical(path, failed).string();
    if (failed) return Error{ErrorCode::unavailable, path + ": " + failed.message()};
    return write_beside(real, real + ".postern-new", *content, mode);
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
