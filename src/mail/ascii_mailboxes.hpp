// SPDX-License-Identifier: Apache-2.0
//
// A list of mailboxes and groups (RFC 5322 section 3.4) in US-ASCII.
#pragma once

#include <string>
#include <string_view>

#include "postern/base/result.hpp"

namespace postern {

/// The names that are not in US-ASCII as encoded words (RFC 2047 section 5 (3)), everything else as
/// it was; comments are left out. ErrorCode::invalid where an address itself is not in US-ASCII.
Result<std::string> ascii_mailboxes(std::string_view value);

}  // namespace postern
