// SPDX-License-Identifier: Apache-2.0
//
// Internationalised domain names by libidn2: IDNA2008 (RFC 5891) after the mapping of UTS #46,
// non-transitional, so that what people type ("Straße", full-width letters) becomes what is
// registered. A-labels that are given are checked by going there and back.
#pragma once

#include <string>
#include <string_view>

#include "postern/base/result.hpp"

namespace postern {

/// The name in A-labels and lower case; the length and form of labels are checked elsewhere too.
/// ErrorCode::invalid with a half sentence in libidn2's words.
Result<std::string> to_a_labels(std::string_view domain);

}  // namespace postern
