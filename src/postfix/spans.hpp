// SPDX-License-Identifier: Apache-2.0
//
// Values as Postfix writes them (postconf(5)): spans of time with a unit, lists, and whether two
// texts mean the same.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "postern/base/time.hpp"

namespace postern::postfix {

/// "5d", "300s"; a number alone has the unit given. Nothing where that is no span.
std::optional<Duration> parse_span(std::string_view text, char unit);

/// Lists with other blanks, or spans with other units, are the same.
bool same_value(std::string_view a, std::string_view b);

/// As Postfix writes it, in the largest unit that needs no fraction.
std::string format_span(Duration span);

}  // namespace postern::postfix
