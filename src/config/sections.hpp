// SPDX-License-Identifier: Apache-2.0
//
// The settings as documentation tells them: one section for each group, the keys of a list of maps
// as "senders[].domain" behind it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace postern {

struct DocumentedSetting {
    std::string key;
    std::string facts;  ///< "Time span, 10s to 7d; default 2h."
    std::string_view help;
};

struct DocumentedGroup {
    std::string_view title;
    std::string_view help;  ///< Empty for a setting that stands alone.
    std::vector<DocumentedSetting> settings;
};

/// In table order.
std::vector<DocumentedGroup> documented_groups();

/// What every reader needs to know first; paragraphs.
const std::vector<std::string_view>& documentation_opening();

}  // namespace postern
