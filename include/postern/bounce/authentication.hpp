// SPDX-License-Identifier: Apache-2.0
//
// Who answers for a report, as the site's own mail server found (Authentication-Results, RFC 8601).
//
// Anybody may write such a field. Believed are those with one of the site's own identifiers that
// stand above what the sender wrote: before the second Received field, the first being of the
// server that did the checking. Its filter has to remove what claims to be its own from mail that
// comes in (section 5); of each method the topmost field counts.
#pragma once

#include <string>
#include <vector>

#include "postern/mail/header.hpp"

namespace postern {

/// The domains that DKIM ("header.d") or SPF ("smtp.mailfrom") passed for, in lower case;
/// `authserv_ids` in lower case.
std::vector<std::string> authenticated_domains(const HeaderList& headers,
                                               const std::vector<std::string>& authserv_ids);

}  // namespace postern
