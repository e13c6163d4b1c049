// SPDX-License-Identifier: Apache-2.0
//
// The lines of a text, without their ends.
#pragma once

#include <string_view>
#include <vector>

namespace postern::postfix {

inline std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = text.find('\n');
        lines.push_back(text.substr(0, end));
        text.remove_prefix(end == text.npos ? text.size() : end + 1);
    }
    return lines;
}

}  // namespace postern::postfix
