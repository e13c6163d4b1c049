// SPDX-License-Identifier: Apache-2.0
//
// Which of the configured sender domains a notification leaves from. From, return path and
// signature share the organisational domain (DMARC alignment, RFC 7489 section 3.1); the
// configuration refuses domains that do not.
#pragma once

#include <vector>

#include "postern/address/address.hpp"
#include "postern/config/settings.hpp"

namespace postern {

/// The seam at which standing with the recipient's provider will be weighed. Today: the first of
/// the pool, which is never empty.
const SenderSettings& choose_sender(const std::vector<SenderSettings>& pool,
                                    const Address& recipient);

}  // namespace postern
