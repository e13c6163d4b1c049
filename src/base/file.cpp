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

Result<std::string> read_file(const std::string& path, std::size_t limit) {
    const auto close = [](std::FILE* f) {
        if (f != nullptr && f != stdin) std::fclose(f);
    };
    const std::unique_ptr<std::FILE, decltype(close)> in(
        path == "-" ? stdin : std::fopen(path.c_str(), "rbe"), close);
    if (!in) return failed(path, errno);
    std::string text;
    std::array<char, 65536> chunk{};
    while (const auto count = std::fread(chunk.data(), 1, chunk.size(), in.get())) {
        text.append(chunk.data(), count);
        if (text.size() > limit) {
            return Error{ErrorCode::invalid,
                         visible(path) + ": larger than " + std::to_string(limit) + " bytes"};
        }
    }
    if (std::ferror(in.get()) != 0) return failed(path, errno);
    return text;
}

}  // namespace postern
