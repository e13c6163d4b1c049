// SPDX-License-Identifier: Apache-2.0
//
// The provider of a domain: who runs its mail. That is the registrable domain of its MX hosts where
// all of them agree, else the domain itself; the large ones have names, under which all domains of
// their mail hosts are one provider, whether the hosts are known or not.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "postern/base/result.hpp"

namespace postern {

struct NamedProvider {
    std::string_view host_domain;  ///< A registrable domain of its mail hosts, or of addresses.
    std::string_view name;
};
std::span<const NamedProvider> named_providers();

/// "google" of "firm.example" with {"aspmx.l.google.com", …}; `domain`, or the name that it has,
/// where there are no hosts.
std::string provider_of(std::string_view domain, std::span<const std::string> mail_hosts);

/// Whether that domain is the provider's own: its name, or its registrable domain.
bool is_domain_of(std::string_view domain, std::string_view provider);

/// What an operator typed: a name of the table, or a domain, which is replaced by the name that its
/// registrable domain has, if any. ErrorCode::invalid for everything else.
Result<std::string> parse_provider(std::string_view text);

}  // namespace postern
