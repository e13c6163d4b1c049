// SPDX-License-Identifier: Apache-2.0
#include "postern/mail/header.hpp"

#include <algorithm>

#include "postern/base/text.hpp"

namespace postern {

std::size_t count_header(const HeaderList& headers, std::string_view name) {
    const auto named = [&](const HeaderField& field) { return iequals(field.name, name); };
    return static_cast<std::size_t>(std::count_if(headers.begin(), headers.end(), named));
}

const HeaderField* find_header(const HeaderList& headers, std::string_view name) {
    const auto named = [&](const HeaderField& field) { return iequals(field.name, name); };
    const auto it = std::find_if(headers.begin(), headers.end(), named);
    return it == headers.end() ? nullptr : &*it;
}

std::string unfolded(std::string_view value) {
    const bool is_folded = value.find('\n') != value.npos || value.find('\r') != value.npos;
    if (!is_folded) return std::string(trim(value));
    std::string out;
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (value[i] != '\r' && value[i] != '\n') {
            out += value[i];
            continue;
        }
        if (value[i] == '\r' && i + 1 < value.size() && value[i + 1] == '\n') ++i;
        const bool folds = i + 1 < value.size() && (value[i + 1] == ' ' || value[i + 1] == '\t');
        if (!folds) out += ' ';
    }
    return std::string(trim(out));
}

}  // namespace postern
