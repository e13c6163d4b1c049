// SPDX-License-Identifier: Apache-2.0
//
// What may stand in the columns rule and reason of the record, for those who filter by them.
#pragma once

#include <string_view>
#include <vector>

namespace postern {

/// Of every table of rules, each once, in the order of `postern rules`.
std::vector<std::string_view> rule_ids();

/// Those of the rules, and why a notification is given up.
std::vector<std::string_view> record_reasons();

/// How the reason of what was set aside begins, in whatever words it goes on.
inline constexpr std::string_view kDefectReason = "defect:";

}  // namespace postern
