// SPDX-License-Identifier: Apache-2.0
//
// Text taken apart at separators and put together with dots.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace postern {

/// At each of the characters; empty parts are parts as well.
std::vector<std::string> split(std::string_view text, std::string_view separators);

std::string joined(const std::vector<std::string>& parts, std::string_view by = ".");

}  // namespace postern
