// SPDX-License-Identifier: Apache-2.0
#include "carried_message.hpp"

#include <algorithm>

#include "target.hpp"

namespace postern::fuzz {

namespace {

constexpr std::size_t kLongestLine = 998;

bool is_name(std::string_view name) {
    return !name.empty() && std::all_of(name.begin(), name.end(),
                                        [](char c) { return c > ' ' && c <= '~' && c != ':'; });
}

/// A line of a field, the first one behind its name.
void require_line(std::string_view line, bool is_first, std::string_view value) {
    const auto text = line.find_first_not_of(" \t");
    require(is_first || (text != 0 && text != line.npos), "a fold is followed by blank and text",
            value);
    require(std::all_of(line.begin(), line.end(),
                        [](char c) { return c == '\t' || (c >= ' ' && c <= '~'); }),
            "a field is printable US-ASCII", value);
}

}  // namespace

void require_short_lines(std::string_view body) {
    while (!body.empty()) {
        const auto end = std::min(body.find('\n'), body.size());
        const auto line = body.substr(0, end);
        const bool has_cr = end < body.size() && line.ends_with('\r');
        require(line.size() - (has_cr ? 1 : 0) <= kLongestLine, "no line is over 998 octets");
        body.remove_prefix(std::min(end + 1, body.size()));
    }
}

void require_carriable(const HeaderList& headers) {
    for (const auto& field : headers) {
        require(is_name(field.name), "a field has a name", field.name);
        require_short_lines(field.name + ": " + field.value);
        std::string_view rest = field.value;
        for (bool first = true; first || !rest.empty(); first = false) {
            const auto end = std::min(rest.find('\n'), rest.size());
            require_line(rest.substr(0, end), first, field.value);
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }
}

std::string_view body_after(const Edits& edits, std::string_view before) {
    for (const auto& edit : edits) {
        if (const auto* written = std::get_if<ReplaceBody>(&edit)) return written->body;
    }
    return before;
}

}  // namespace postern::fuzz
