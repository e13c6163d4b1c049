// SPDX-License-Identifier: Apache-2.0
#include "file_position.hpp"

#include <algorithm>
#include <charconv>
#include <unistd.h>
#include <vector>

#include "postern/base/digest.hpp"

namespace postern {

namespace {

constexpr std::size_t kDigestBytes = 10;

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    while (!text.empty()) {
        const auto end = std::min(text.find(' '), text.size());
        words.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words;
}

bool read_number(std::string_view text, std::uint64_t& number) {
    const auto [end, error] = std::from_chars(text.begin(), text.end(), number);
    return error == std::errc{} && end == text.end();
}

}  // namespace

std::string FilePosition::text() const {
    return std::to_string(inode) + " " + std::to_string(offset) +
           (digest.empty() ? "" : " " + digest);
}

std::optional<FilePosition> FilePosition::from(std::string_view text) {
    const auto words = words_of(text);
    if (words.size() < 2 || words.size() > 3) return std::nullopt;
    FilePosition position;
    const bool is_sound =
        read_number(words[0], position.inode) && read_number(words[1], position.offset);
    if (!is_sound || (position.offset > 0) != (words.size() == 3)) return std::nullopt;
    if (words.size() == 3) position.digest = words[2];
    return position;
}

bool FilePosition::is_in(int file, const struct stat& status) const {
    if (offset == 0) return status.st_ino == inode;
    if (static_cast<std::uint64_t>(status.st_size) < offset) return false;
    const auto tail = tail_before(file, offset);
    return tail && digest_of(*tail) == digest;
}

std::string digest_of(std::string_view tail) {
    if (tail.empty()) return {};
    return base32(bytes(sha256({"log-position", tail}), kDigestBytes));
}

std::optional<std::string> tail_before(int file, std::uint64_t offset) {
    std::string tail(std::min<std::uint64_t>(offset, FilePosition::kTail), '\0');
    const auto begin = static_cast<off_t>(offset - tail.size());
    const auto got = ::pread(file, tail.data(), tail.size(), begin);
    if (got != static_cast<ssize_t>(tail.size())) return std::nullopt;
    return tail;
}

}  // namespace postern
