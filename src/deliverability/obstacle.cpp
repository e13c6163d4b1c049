// SPDX-License-Identifier: Apache-2.0
#include "postern/deliverability/obstacle.hpp"

#include <algorithm>

#include "postern/base/text.hpp"

namespace postern {

namespace {

struct Refusal {
    std::string_view rule;
    RefusalCode code;
};
// RFC 3463: x.1 says something of the address, x.2 of the mailbox, x.4.4 of the way there, x.7.1
// that it is not wished, 5.6.7 that it is not ASCII (RFC 6531 section 3.5). RFC 7505 section 4.2
// has its own for a null MX.
constexpr std::array kRefusals{
    Refusal{"D1", {552, "5.2.2"}},  Refusal{"D2", {550, "5.1.1"}},  Refusal{"D3", {550, "5.2.1"}},
    Refusal{"D4", {550, "5.1.2"}},  Refusal{"D5", {550, "5.7.1"}},  Refusal{"D6", {550, "5.7.1"}},
    Refusal{"D7", {550, "5.1.2"}},  Refusal{"D8", {556, "5.1.10"}}, Refusal{"D9", {550, "5.4.4"}},
    Refusal{"D10", {550, "5.4.6"}}, Refusal{"D11", {553, "5.6.7"}}, Refusal{"D12", {553, "5.1.3"}},
    Refusal{"D13", {550, "5.4.6"}},
};

}  // namespace

const RecipientRule* refused_form(const Address& address, const RecipientsSettings& settings) {
    if (address.needs_smtputf8() && settings.smtputf8 == Permission::refuse) {
        return &kNeedsSmtputf8;
    }
    if (address.is_quoted() && settings.quoted_local_parts == Permission::refuse) {
        return &kQuotedLocalPart;
    }
    return nullptr;
}

const RecipientRule* own_domain(const Address& address, const Settings& settings) {
    const auto is_there = [&](std::string_view domain) {
        return iequals(address.domain(), domain);
    };
    const bool is_own = is_there(settings.drafts.domain) ||
                        std::any_of(settings.senders.begin(), settings.senders.end(),
                                    [&](const auto& each) { return is_there(each.bounce_domain); });
    return is_own ? &kOwnDomain : nullptr;
}

const DomainRule* rule_of(MailService service) {
    const auto* const found =
        std::find_if(kDomainRules.begin(), kDomainRules.end(),
                     [&](const DomainRule& rule) { return rule.service == service; });
    return found == kDomainRules.end() ? nullptr : found;
}

std::string_view words_of_deliverability_rule(std::string_view id) {
    for (const auto& rule : kDeliverabilityRules) {
        if (rule.id == id) return rule.withheld_when;
    }
    for (const auto& rule : kDomainRules) {
        if (rule.id == id) return rule.withheld_when;
    }
    for (const auto& rule : kFormRules) {
        if (rule.id == id) return rule.withheld_when;
    }
    if (id == kOwnDomain.id) return kOwnDomain.withheld_when;
    return {};
}

bool is_about_address(std::string_view id) {
    return !words_of_deliverability_rule(id).empty() && id != rule_of(Cause::complaint).id;
}

RefusalCode refusal_code(std::string_view rule) {
    const auto* const found =
        std::find_if(kRefusals.begin(), kRefusals.end(),
                     [&](const Refusal& refusal) { return refusal.rule == rule; });
    return found == kRefusals.end() ? RefusalCode{550, "5.1.0"} : found->code;
}

}  // namespace postern
