// SPDX-License-Identifier: Apache-2.0
//
// The configuration's way to DNS.
#pragma once

#include "postern/base/clock.hpp"
#include "postern/base/result.hpp"
#include "postern/gateway/configuration.hpp"

namespace postern {

/// Names that are set aside are not asked about: they do not exist. ErrorCode::unavailable where
/// what `dns` names cannot be used.
Result<CheckDomain> domain_check(const DnsSettings& settings, const Clock& clock);

}  // namespace postern
