// SPDX-License-Identifier: Apache-2.0
#include "sqlite/file_in_place.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace postern {

namespace {

constexpr off_t kLockedFrom = 0x40000000;
constexpr off_t kLockedBytes = 512;
constexpr mode_t kPermissions = 0777;

Error failed(const std::string& path) {
    return {ErrorCode::unavailable, std::strerror(errno), {path}};
}

Result<void> make_durable(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return failed(path);
    const bool synced = ::fsync(file) == 0;
    auto error = failed(path);
    ::close(file);
    if (!synced) return error;
    return {};
}

}  // namespace

Result<FileLock> FileLock::take(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDWR | O_NOFOLLOW | O_CLOEXEC);
    if (file < 0 && errno == ENOENT) return FileLock(-1, std::nullopt);
    if (file < 0) return failed(path);
    struct flock lock {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    lock.l_start = kLockedFrom;
    lock.l_len = kLockedBytes;
    struct stat found {};
    if (::fcntl(file, F_SETLK, &lock) == 0 && ::fstat(file, &found) == 0) {
        return FileLock(file, found.st_mode & kPermissions);
    }
    ::close(file);
    return Error{
        ErrorCode::conflict, "is in use: stop posternd, and whatever else has it open", {path}};
}

FileLock::FileLock(FileLock&& other) noexcept
    : file_(std::exchange(other.file_, -1)), mode_(other.mode_) {}

FileLock::~FileLock() {
    if (file_ >= 0) ::close(file_);
}

Result<std::unique_ptr<FileInPlace>> FileInPlace::make(const std::string& path, mode_t mode) {
    ::unlink(path.c_str());
    const int file =
        ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
    if (file < 0) return failed(path);
    ::close(file);
    return std::unique_ptr<FileInPlace>(new FileInPlace(path));
}

FileInPlace::~FileInPlace() {
    if (renamed_) return;
    for (const auto* suffix : {"", "-journal", "-wal", "-shm"}) {
        ::unlink((path_ + suffix).c_str());
    }
}

Result<void> FileInPlace::rename(const std::string& to) {
    if (auto durable = make_durable(path_); !durable) return durable;
    if (std::rename(path_.c_str(), to.c_str()) != 0) return failed(to);
    renamed_ = true;
    const auto folder = std::filesystem::path(to).parent_path();
    return make_durable(folder.empty() ? "." : folder.string());
}

}  // namespace postern
