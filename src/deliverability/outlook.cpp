// SPDX-License-Identifier: Apache-2.0
#include "postern/deliverability/outlook.hpp"

#include "postern/deliverability/obstacle.hpp"

namespace postern {

Outlook outlook_for(const Address& address, const Settings& settings,
                    const CheckDomain& check_domain) {
    if (const auto* form = refused_form(address, settings.recipients)) {
        return {Obstacle{form->id, form->reason, std::string(form->withheld_when)}, {}};
    }
    if (!check_domain) return {};
    const auto standing = check_domain(address.domain(), settings.dns.timeout);
    if (standing.service == MailService::unknown) return {std::nullopt, standing.reason};
    const auto* rule = rule_of(standing.service);
    if (rule == nullptr) return {};
    return {Obstacle{rule->id, rule->reason,
                     "the domain " + std::string(address.domain()) + " " + standing.reason},
            {}};
}

}  // namespace postern
