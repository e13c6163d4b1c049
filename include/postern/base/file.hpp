// SPDX-License-Identifier: Apache-2.0
//
// Whole files in, whole files out, with errors that name the file and the reason.
#pragma once

#include <string>
#include <string_view>

#include "postern/base/result.hpp"

namespace postern {

/// Up to `limit` bytes; a longer file is an error (ErrorCode::invalid), and so is a folder; an
/// unreadable one is ErrorCode::unavailable, a missing one ErrorCode::not_found. "-" is standard
/// input.
Result<std::string> read_file(const std::string& path, std::size_t limit = 64U << 20U);

}  // namespace postern
