// SPDX-License-Identifier: Apache-2.0
#include "header_section.hpp"

#include <algorithm>

#include "postern/base/text.hpp"

#include "long_line.hpp"

namespace postern {
namespace {

std::string_view span(const char* begin, const char* end) {
    return {begin, static_cast<std::size_t>(end - begin)};
}

}  // namespace

bool is_field(std::string_view line) {
    const auto colon = line.find(':');
    if (colon == line.npos) return false;
    const auto name = trim(line.substr(0, colon));
    return !name.empty() &&
           std::all_of(name.begin(), name.end(), [](char c) { return c > ' ' && c <= '~'; });
}

bool is_continuation(std::string_view line) {
    return !line.empty() && (line.front() == ' ' || line.front() == '\t');
}

std::vector<RawField> fields_of(std::string_view section) {
    std::vector<RawField> fields;
    for (LineReader lines(section); const auto line = lines.next();) {
        const char* const text_end = line->text.data() + line->text.size();
        const char* const line_end = text_end + line->end.size();
        if (is_continuation(line->text)) {
            if (fields.empty()) continue;
            auto& last = fields.back();
            last.value = span(last.value.data(), text_end);
            last.whole = span(last.whole.data(), line_end);
        } else if (is_field(line->text)) {
            const auto colon = line->text.find(':');
            fields.push_back({trim(line->text.substr(0, colon)), line->text.substr(colon + 1),
                              span(line->text.data(), line_end)});
        }
    }
    return fields;
}

}  // namespace postern
