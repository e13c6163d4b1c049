// SPDX-License-Identifier: Apache-2.0
//
// The registrable domain of a name: its public suffix and one label more, by the Public Suffix List
// (libpsl). What DMARC calls the organisational domain (RFC 7489 section 3.2), and what tells whose
// a mail host is.
#pragma once

#include <string_view>

namespace postern {

/// "firm.co.uk" of "mx.mail.firm.co.uk", as a part of `domain`; `domain` itself where it is a
/// public suffix. In lower case and A-labels, as Address::domain() gives it.
std::string_view registrable_domain(std::string_view domain);

/// Nobody's own domain, such as "co.uk". Those that a firm has put on the list for its customers
/// ("github.io") are that firm's, and so are not meant.
bool is_public_suffix(std::string_view domain);

/// Relaxed alignment (RFC 7489 section 3.1): both have one organisational domain.
bool are_aligned(std::string_view a, std::string_view b);

}  // namespace postern
