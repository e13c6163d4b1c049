// SPDX-License-Identifier: Apache-2.0
#include "tag_list.hpp"

#include <algorithm>

#include "postern/base/text.hpp"

#include "labels.hpp"

namespace postern {

Result<TagList> parse_tag_list(std::string_view text) {
    TagList tags;
    for (const auto& part : split(text, ";")) {
        const auto written = trim(part);
        if (written.empty()) continue;
        const auto equals = written.find('=');
        const std::string name(trim(written.substr(0, equals)));
        if (equals == written.npos || name.empty()) {
            return Error{ErrorCode::invalid, in_quotes(written) + " is no tag"};
        }
        if (value_of(tags, name)) {
            return Error{ErrorCode::invalid, "the tag " + in_quotes(name) + " is there twice"};
        }
        tags.push_back({name, std::string(trim(written.substr(equals + 1)))});
    }
    return tags;
}

std::optional<std::string> value_of(const TagList& tags, std::string_view name) {
    const auto found =
        std::find_if(tags.begin(), tags.end(), [&](const Tag& tag) { return tag.name == name; });
    return found == tags.end() ? std::nullopt : std::optional(found->value);
}

std::string format_tag_list(const TagList& tags) {
    std::vector<std::string> parts;
    parts.reserve(tags.size());
    for (const auto& [name, value] : tags) parts.emplace_back(name).append("=").append(value);
    return joined(parts, "; ");
}

}  // namespace postern
