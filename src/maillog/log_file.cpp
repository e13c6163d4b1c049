// SPDX-License-Identifier: Apache-2.0
#include "log_file.hpp"

#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <system_error>
#include <unistd.h>

namespace postern {

namespace {

namespace fs = std::filesystem;

/// A folder of logs has dozens.
constexpr int kMostSiblings = 2000;

Error unreadable(const std::string& path, int reason) {
    return {reason == ENOENT ? ErrorCode::not_found : ErrorCode::unavailable,
            path + ": " + std::generic_category().message(reason)};
}

}  // namespace

Result<LogFile> LogFile::open(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (file < 0) return unreadable(path, errno);
    struct stat status {};
    const int failed = ::fstat(file, &status);
    LogFile opened(file, status);
    if (failed != 0) return unreadable(path, errno);
    if (!S_ISREG(status.st_mode)) return Error{ErrorCode::invalid, path + " is not a file"};
    return opened;
}

std::optional<LogFile> LogFile::open_renamed(const std::string& path,
                                             const FilePosition& position) {
    const fs::path now(path);
    std::error_code unreadable;
    int looked_at = 0;
    for (fs::directory_iterator each(now.parent_path(), unreadable), end;
         !unreadable && each != end && looked_at < kMostSiblings; each.increment(unreadable)) {
        const auto name = each->path().filename().string();
        if (!name.starts_with(now.filename().string()) || name == now.filename().string()) continue;
        ++looked_at;
        auto file = open(each->path().string());
        if (file && file->has(position)) return *std::move(file);
    }
    return std::nullopt;
}

LogFile::~LogFile() {
    if (file_ >= 0) ::close(file_);
}

Result<std::string> LogFile::read(std::uint64_t offset, std::size_t most) const {
    std::string text(most, '\0');
    const auto got = ::pread(file_, text.data(), most, static_cast<off_t>(offset));
    if (got < 0)
        return Error{ErrorCode::unavailable, "the log: " + std::generic_category().message(errno)};
    text.resize(static_cast<std::size_t>(got));
    return text;
}

bool LogFile::is_succeeded_at(const std::string& path) const {
    struct stat there {};
    if (::stat(path.c_str(), &there) != 0) return false;
    const bool is_this = there.st_dev == status_.st_dev && there.st_ino == status_.st_ino;
    return !is_this && there.st_size > 0;
}

}  // namespace postern
