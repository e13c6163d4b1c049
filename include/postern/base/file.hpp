// SPDX-License-Identifier: Apache-2.0
//
// Files, whole or piece by piece, with errors that name the file and the reason: a missing one is
// ErrorCode::not_found, a folder ErrorCode::invalid, an unreadable one ErrorCode::unavailable.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "postern/base/result.hpp"

namespace postern {

/// Fills the front of `room` with what comes next: how many bytes that were, 0 at the end.
using ReadBytes = std::function<Result<std::size_t>(std::span<char> room)>;

/// "-" is standard input.
Result<ReadBytes> open_file(const std::string& path);

/// `text` must outlive it.
ReadBytes bytes_of(std::string_view text);

/// Up to `limit` bytes; a longer file is ErrorCode::invalid. "-" is standard input.
Result<std::string> read_file(const std::string& path, std::size_t limit = 64U << 20U);

}  // namespace postern
