// SPDX-License-Identifier: Apache-2.0
//
// Whom a mail provider takes for one: many spellings of an address lead to one mailbox, and whoever
// owns it may use any of them. For evidence, and for what an operator says of a mailbox. Two people
// taken for one make evidence weaker, which costs little; one person taken for two would have two
// voices. Addresses that mail is sent to, or that a bounce suppresses, are compared by what the
// site has configured (comparison.hpp).
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace postern {

/// How the local parts of a provider's addresses are read. `where` is a domain, or the name of a
/// provider (provider.hpp): then the rule holds for every domain whose mail is there.
struct SpellingRule {
    std::string_view where;
    std::string_view ends_at;  ///< One of these begins a subaddress (RFC 5233).
    std::string_view ignores;  ///< These mean nothing.
    std::string_view source;   ///< Where the provider says so.
};
std::span<const SpellingRule> spelling_rules();

/// Domains whose mailboxes of one name belong to one person.
struct DomainAlias {
    std::string_view domain;
    std::string_view is;
    std::string_view source;
};
std::span<const DomainAlias> domain_aliases();

/// Equal for addresses that are one mailbox at that provider ("" where it is not known); `address`
/// as Address::text() has it, in whatever case. What is no address is its own key.
std::string one_mailbox(std::string_view address, std::string_view provider);

}  // namespace postern
