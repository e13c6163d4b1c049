// SPDX-License-Identifier: Apache-2.0
#include "postern/base/file.hpp"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include "postern/base/visible.hpp"

namespace postern {

namespace {

ErrorCode code_of(int reason) {
    if (reason == ENOENT) return ErrorCode::not_found;
    return reason == EISDIR ? ErrorCode::invalid : ErrorCode::unavailable;
}

Error failed(const std::string& path, int reason) {
    return {code_of(reason), visible(path) + ": " + std::strerror(reason)};
}

}  // namespace

Result<ReadBytes> open_file(const std::string& path) {
    const auto close = [](std::FILE* f) {
        if (f != nullptr && f != stdin) std::fclose(f);
    };
    const std::shared_ptr<std::FILE> in(path == "-" ? stdin : std::fopen(path.c_str(), "rbe"),
                                        close);
    if (!in) return failed(path, errno);
    return ReadBytes([path, in](std::span<char> room) -> Result<std::size_t> {
        const auto count = std::fread(room.data(), 1, room.size(), in.get());
        if (std::ferror(in.get()) != 0) return failed(path, errno);
        return count;
    });
}

ReadBytes bytes_of(std::string_view text) {
    return [text](std::span<char> room) mutable -> Result<std::size_t> {
        const auto taken = text.copy(room.data(), room.size());
        text.remove_prefix(taken);
        return taken;
    };
}

Result<std::string> read_file(const std::string& path, std::size_t limit) {
    const auto read = open_file(path);
    if (!read) return read.error();
    std::string text;
    std::array<char, 65536> chunk{};
    while (true) {
        const auto count = (*read)(chunk);
        if (!count) return count.error();
        if (*count == 0) return text;
        text.append(chunk.data(), *count);
        if (text.size() > limit) {
            return Error{ErrorCode::invalid,
                         visible(path) + ": larger than " + std::to_string(limit) + " bytes"};
        }
    }
}

}  // namespace postern
