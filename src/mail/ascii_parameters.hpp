// SPDX-License-Identifier: Apache-2.0
//
// The parameters of a MIME field (RFC 2045 section 5.1) in US-ASCII.
#pragma once

#include <string>
#include <string_view>

#include "postern/base/result.hpp"

namespace postern {

/// The values that are not in US-ASCII as RFC 2231 section 4 writes them, `filename*=UTF-8''…`,
/// everything else as it was. ErrorCode::invalid where something else is not in US-ASCII.
Result<std::string> ascii_parameters(std::string_view value);

}  // namespace postern
