// SPDX-License-Identifier: Apache-2.0
//
// The macros in the domains of an SPF record (RFC 7208 section 7).
#pragma once

#include <string>
#include <string_view>

#include "ip_address.hpp"

namespace postern {

/// What macros stand for.
struct SpfSubject {
    std::string sender_domain;  ///< Of the return path.
    IpAddress address;
};

/// Its macros can be expanded, and it ends in one or in a top-level domain (section 7.1).
bool is_domain_spec(std::string_view text);

/// In lower case, as DNS is asked. `domain` is the one whose record it stands in. The local part is
/// "postmaster", as for a return path that has none; %{p} is "unknown", which section 7.2 allows.
std::string expand_macros(std::string_view text, const SpfSubject& subject,
                          const std::string& domain);

}  // namespace postern
