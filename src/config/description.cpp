// SPDX-License-Identifier: Apache-2.0
#include "description.hpp"

namespace postern {

std::string kind_text(const Description& says) {
    return says.bounds.empty() ? says.type : says.type + ", " + says.bounds;
}

std::string facts(const Description& says) {
    return kind_text(says) + (says.required ? "; required" : "; default " + says.standard) +
           (says.at_start ? "; needs a restart" : "");
}

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
    std::vector<std::string> lines;
    while (text.size() > width) {
        auto end = text.rfind(' ', width);
        if (end == std::string_view::npos) end = text.find(' ');
        if (end == std::string_view::npos) break;
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(end + 1);
    }
    lines.emplace_back(text);
    return lines;
}

}  // namespace postern
