// SPDX-License-Identifier: Apache-2.0
//
// Where in a file that is followed: which file, how far, and what stands right before that.
//
// The number of a device may change when the host starts, so it is no part of it. A file system
// gives an inode's number again, and a file that is cut short grows again: so the bytes before the
// position tell whether it is still the same text. Kept is a digest of them, as the text is other
// people's mail.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <sys/stat.h>

namespace postern {

struct FilePosition {
    std::uint64_t inode = 0;
    std::uint64_t offset = 0;
    std::string digest{};  ///< "" at the file's beginning.

    /// How much of what stands before a position is looked at. More than a line has: a log that
    /// begins anew soon has the same lines as before, but for their times.
    static constexpr std::size_t kTail = 1024;

    [[nodiscard]] std::string text() const;
    static std::optional<FilePosition> from(std::string_view text);
    /// Whether the open file has the same text up to there.
    [[nodiscard]] bool is_in(int file, const struct stat& status) const;
};

std::string digest_of(std::string_view tail);

/// What stands before `offset`, at most kTail bytes; nothing where there is less.
std::optional<std::string> tail_before(int file, std::uint64_t offset);

}  // namespace postern
