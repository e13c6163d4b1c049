// SPDX-License-Identifier: Apache-2.0
//
// The tag=value lists of DKIM keys (RFC 6376 section 3.2) and DMARC policies (RFC 7489 section
// 6.4), in their order. ErrorCode::invalid for what is none: a tag without =, or one that is there
// twice.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "postern/base/result.hpp"

namespace postern {

struct Tag {
    std::string name;
    std::string value;
};

using TagList = std::vector<Tag>;

Result<TagList> parse_tag_list(std::string_view text);

std::optional<std::string> value_of(const TagList& tags, std::string_view name);

/// "v=DMARC1; p=none"
std::string format_tag_list(const TagList& tags);

}  // namespace postern
