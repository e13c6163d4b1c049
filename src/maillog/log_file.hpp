// SPDX-License-Identifier: Apache-2.0
//
// A log file that is open: which one, whatever it is called by now, and what it has at a place.
// Errors name the file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <sys/stat.h>
#include <utility>

#include "postern/base/result.hpp"

#include "file_position.hpp"

namespace postern {

class LogFile {
  public:
    /// Of a regular file.
    static Result<LogFile> open(const std::string& path);
    /// The one of the same folder that `path` was renamed or copied to, where it has the text up to
    /// that position.
    static std::optional<LogFile> open_renamed(const std::string& path,
                                               const FilePosition& position);

    LogFile(LogFile&& other) noexcept
        : file_(std::exchange(other.file_, -1)), status_(other.status_) {}
    LogFile& operator=(LogFile&& other) noexcept {
        std::swap(file_, other.file_);
        status_ = other.status_;
        return *this;
    }
    LogFile(const LogFile&) = delete;
    LogFile& operator=(const LogFile&) = delete;
    ~LogFile();

    /// What stands there, up to `most` bytes; "" at the end.
    [[nodiscard]] Result<std::string> read(std::uint64_t offset, std::size_t most) const;
    [[nodiscard]] bool has(const FilePosition& position) const {
        return position.is_in(file_, status_);
    }
    /// Whether that still stands right before `offset`.
    [[nodiscard]] bool has_before(std::uint64_t offset, const std::string& tail) const {
        return tail_before(file_, offset) == tail;
    }
    [[nodiscard]] std::optional<std::string> before(std::uint64_t offset) const {
        return tail_before(file_, offset);
    }
    [[nodiscard]] std::uint64_t inode() const { return status_.st_ino; }
    /// Whether `path` names another one by now, which has something in it.
    [[nodiscard]] bool is_succeeded_at(const std::string& path) const;

  private:
    LogFile(int file, const struct stat& status) : file_(file), status_(status) {}

    int file_;
    struct stat status_;
};

}  // namespace postern
