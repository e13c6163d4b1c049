// SPDX-License-Identifier: Apache-2.0
#include "labels.hpp"

namespace postern {

std::vector<std::string> split(std::string_view text, std::string_view separators) {
    std::vector<std::string> parts;
    for (;;) {
        const auto at = text.find_first_of(separators);
        parts.emplace_back(text.substr(0, at));
        if (at == text.npos) return parts;
        text.remove_prefix(at + 1);
    }
}

std::string joined(const std::vector<std::string>& parts, std::string_view by) {
    std::string text;
    for (const auto& part : parts) {
        if (!text.empty()) text.append(by);
        text.append(part);
    }
    return text;
}

}  // namespace postern
