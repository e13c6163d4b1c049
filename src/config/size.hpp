// SPDX-License-Identifier: Apache-2.0
//
// Sizes in bytes, and how they are written: a whole number and a unit, B, KiB, MiB, GiB (powers of
// 1024, IEC 80000-13) or kB, MB (powers of 1000). A bare number is refused, as with time spans.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "postern/base/result.hpp"

namespace postern {

/// The largest binary unit that says it exactly: "10MiB", "1500B".
std::string format_size(std::uint64_t bytes);

/// Fails with ErrorCode::invalid and says what to write instead.
Result<std::uint64_t> parse_size(std::string_view text);

}  // namespace postern
