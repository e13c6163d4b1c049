// SPDX-License-Identifier: Apache-2.0
//
// What --json prints: one value, members in a fixed order, points in time as RFC 3339, and what is
// not UTF-8 replaced by U+FFFD, so that the output always parses (RFC 8259 section 8.1). What may
// not be shown is escaped: JSON is looked at in terminals as well.
#pragma once

#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "postern/store/state.hpp"

#include "command.hpp"

namespace postern {

using Json = nlohmann::ordered_json;

/// On one line where `indent` is negative.
std::string json_text(const Json& value, int indent);

void print_json(const Call& call, const Json& value);

/// Null for what is empty or unknown.
Json or_null(const std::string& text);
Json time_or_null(const std::optional<TimePoint>& at);

/// Every field; null for what it has not got.
Json to_json(const Notification& notification);

}  // namespace postern
