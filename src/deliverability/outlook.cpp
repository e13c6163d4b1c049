// SPDX-License-Identifier: Apache-2.0
#include "postern/deliverability/outlook.hpp"

#include "postern/address/provider.hpp"
#include "postern/deliverability/obstacle.hpp"

namespace postern {

Outlook outlook_for(const Address& address, const Settings& settings,
                    const CheckDomain& check_domain) {
    if (const auto* form = refused_form(address, settings.recipients)) {
        return {Obstacle{form->id, form->reason, std::string(form->withheld_when)}, {}, {}};
    }
    if (const auto* own = own_domain(address, settings)) {
        return {Obstacle{own->id, own->reason, std::string(own->withheld_when)}, {}, {}};
    }
    const auto standing = check_domain ? check_domain(address.domain(), settings.dns.timeout)
                                       : DomainStanding{MailService::accepts, {}, {}, {}};
    auto provider = provider_of(address.domain(), standing.mail_hosts);
    if (standing.service == MailService::unknown) {
        return {std::nullopt, standing.reason, std::move(provider)};
    }
    const auto* rule = rule_of(standing.service);
    if (rule == nullptr) return {std::nullopt, {}, std::move(provider)};
    return {Obstacle{rule->id, rule->reason,
                     "the domain " + std::string(address.domain()) + " " + standing.reason},
            {},
            {}};
}

}  // namespace postern
