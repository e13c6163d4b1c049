// SPDX-License-Identifier: Apache-2.0
//
// Whether every reader of a message sees the parts that the walk saw, and the same text in them.
//
// What the standards leave open, or forbid, readers take in their own ways: one sees a delimiter
// where another sees text, one decodes what another shows as it is. Here is the list of what all
// of them agree on; anything else has more than one reading.
#pragma once

#include <string_view>

#include "postern/mail/header.hpp"

#include "mime_parts.hpp"

namespace postern {

/// `parts` as walk_parts() found them in `headers` and `body`.
bool has_one_reading(const HeaderList& headers, std::string_view body, const MimeParts& parts);

}  // namespace postern
