// SPDX-License-Identifier: Apache-2.0
//
// Files that take the place of others: made beside them under another name, and renamed when they
// are complete and durable. Whatever goes wrong before leaves what was there.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <sys/types.h>

#include "postern/base/result.hpp"

namespace postern {

/// The right to replace a database: taken where no program has it open, and kept from all others
/// as long as this lives.
///
/// SQLite keeps the bytes from 2^30 on locked in a file that it has open ("File Format", 1.2.1 of
/// its documentation on locking), whatever is in the file, so that a damaged one can be told to be
/// unused as well.
class FileLock {
  public:
    /// ErrorCode::conflict where it is in use. A file that is not there is nobody's.
    static Result<FileLock> take(const std::string& path);

    FileLock(FileLock&& other) noexcept;
    FileLock& operator=(FileLock&&) = delete;
    ~FileLock();

    /// Permissions of the file; nothing where it is not there.
    [[nodiscard]] const std::optional<mode_t>& mode() const { return mode_; }

  private:
    FileLock(int file, std::optional<mode_t> mode) : file_(file), mode_(mode) {}

    int file_;
    std::optional<mode_t> mode_;
};

class FileInPlace {
  public:
    /// Empty, in place of what an earlier attempt left under that name.
    static Result<std::unique_ptr<FileInPlace>> make(const std::string& path, mode_t mode);

    FileInPlace(const FileInPlace&) = delete;
    FileInPlace& operator=(const FileInPlace&) = delete;
    /// Removes it, unless it was renamed.
    ~FileInPlace();

    [[nodiscard]] const std::string& path() const { return path_; }

    /// Over what is there; returns when that is durable.
    Result<void> rename(const std::string& to);

  private:
    explicit FileInPlace(std::string path) : path_(std::move(path)) {}

    std::string path_;
    bool renamed_ = false;
};

}  // namespace postern
