// SPDX-License-Identifier: Apache-2.0
//
// What stands between a notification and its address, as rules: what is suppressed (D1 to D6,
// bounce/suppression.hpp), what DNS says of the domain (D7 to D10), what the settings say of its
// form (D11, D12), and whether it leads back to us (D13). Pure.
#pragma once

#include <array>
#include <string_view>

#include "postern/address/address.hpp"
#include "postern/bounce/suppression.hpp"
#include "postern/dns/domain_standing.hpp"
#include "postern/recipients/route.hpp"

namespace postern {

/// The rule that withholds for what DNS says of the address's domain.
struct DomainRule {
    std::string_view id;
    std::string_view withheld_when;
    std::string_view reason;
    MailService service;
};
// clang-format off
inline constexpr std::array kDomainRules{
    DomainRule{"D7",  "the address's domain does not exist",
                      "no-such-domain", MailService::no_such_domain},
    DomainRule{"D8",  "the address's domain says that it takes no mail (RFC 7505)",
                      "null-mx",        MailService::null_mx},
    DomainRule{"D9",  "no host takes mail for the address's domain",
                      "no-mail-host",   MailService::no_mail_host},
    DomainRule{"D10", "what takes mail for the address's domain leads back to the sender itself",
                      "loopback-only",  MailService::loopback_only},
};
// clang-format on

/// Forms of address that the settings may refuse.
inline constexpr RecipientRule kNeedsSmtputf8{
    "D11", "the address needs SMTPUTF8, which recipients.smtputf8 refuses", "needs-smtputf8"};
inline constexpr RecipientRule kQuotedLocalPart{
    "D12", "the address needs quotes, which recipients.quoted-local-parts refuses",
    "quoted-local-part"};
inline constexpr std::array kFormRules{kNeedsSmtputf8, kQuotedLocalPart};

/// What is sent there would come back to postern, as a draft or as a bounce.
inline constexpr RecipientRule kOwnDomain{
    "D13", "the address is in the drafts domain or a bounce domain, which lead back to postern",
    "own-domain"};

/// The rule that refuses the address's form, null where none does.
const RecipientRule* refused_form(const Address& address, const RecipientsSettings& settings);

/// kOwnDomain where the address is in one of those domains, in any case of its letters, else null.
/// What is below such a domain leads elsewhere.
const RecipientRule* own_domain(const Address& address, const Settings& settings);

/// Null where the domain takes mail, or nobody knows.
const DomainRule* rule_of(MailService service);

/// Of D1 to D13, by id; "" where it is none of them.
std::string_view words_of_deliverability_rule(std::string_view id);

/// Whether such a rule speaks of the address, so that another one may do instead: all but D5, a
/// complaint.
bool is_about_address(std::string_view id);

/// The SMTP reply code and the enhanced status (RFC 3463) that tell a submitter of it.
struct RefusalCode {
    int code;
    std::string_view enhanced;
};
RefusalCode refusal_code(std::string_view rule);

}  // namespace postern
