// SPDX-License-Identifier: Apache-2.0
#include "rule_names.hpp"

#include <algorithm>

#include "postern/chat/kind.hpp"
#include "postern/chat/notification.hpp"
#include "postern/deliverability/obstacle.hpp"
#include "postern/policy/rules.hpp"
#include "postern/recipients/route.hpp"
#include "postern/sender/choice.hpp"

namespace postern {

namespace {

template <typename Visit>
void for_each_rule(const Visit& visit) {
    const auto each_of = [&](const auto& table) {
        for (const auto& rule : table) visit(rule.id, rule.reason);
    };
    for (const auto& traits : kKinds) each_of(rules_of(traits.kind));
    each_of(kRecipientRules);
    each_of(kDeliverabilityRules);
    each_of(kDomainRules);
    each_of(kFormRules);
    each_of(std::array{kOwnDomain});
    each_of(kSenderRules);
}

void add_once(std::vector<std::string_view>& all, std::string_view one) {
    if (std::find(all.begin(), all.end(), one) == all.end()) all.push_back(one);
}

}  // namespace

std::vector<std::string_view> rule_ids() {
    std::vector<std::string_view> ids;
    for_each_rule([&](std::string_view id, std::string_view) { add_once(ids, id); });
    return ids;
}

std::vector<std::string_view> record_reasons() {
    std::vector<std::string_view> reasons;
    for_each_rule([&](std::string_view, std::string_view reason) { add_once(reasons, reason); });
    for (const auto* reason : {gave_up::kRefused, gave_up::kExpired, gave_up::kNeverQueued,
                               gave_up::kGone, gave_up::kRestored}) {
        add_once(reasons, reason);
    }
    return reasons;
}

}  // namespace postern
