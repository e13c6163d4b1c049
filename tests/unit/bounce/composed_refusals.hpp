// SPDX-License-Identifier: Apache-2.0
//
// Rows of refusals whose parts are alternatives, "|" between them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace postern::testing {

inline std::vector<std::string> alternatives(std::string_view text) {
    std::vector<std::string> out;
    for (auto bar = text.find('|'); bar != text.npos; bar = text.find('|')) {
        out.emplace_back(text.substr(0, bar));
        text.remove_prefix(bar + 1);
    }
    out.emplace_back(text);
    return out;
}

}  // namespace postern::testing
