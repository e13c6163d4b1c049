// SPDX-License-Identifier: Apache-2.0
//
// The pattern file that is in force unless bounces.patterns names another.
#pragma once

#include <string_view>

namespace postern {

/// conf/bounce-patterns.yaml, as it was when this was built.
std::string_view built_in_bounce_patterns();

}  // namespace postern
