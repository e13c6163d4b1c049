// SPDX-License-Identifier: Apache-2.0
#include "postern/deliverability/coverage.hpp"

#include "postern/recipients/route.hpp"

namespace postern {

namespace {

std::string own_beside(const Agent& agent, const Address& to) {
    return to == agent.address ? std::string() : agent.address.text();
}

}  // namespace

Coverage coverage_of(const Account& account, const std::vector<Agent>& agents, int forward_limit,
                     const Obstruction& obstruction, const Doubt& doubt) {
    Coverage coverage{account.id};
    const auto forwards = forwards_of(agents);
    for (const auto& agent : agents) {
        if (!agent.active) continue;
        ++coverage.agents;
        const auto way = route(account, std::nullopt, agent, forwards, forward_limit);
        const auto* address = std::get_if<Address>(&way);
        if (address == nullptr) {
            coverage.unreachable.push_back({agent.id, "", std::string(kForwardLoop.reason)});
        } else if (auto reason = obstruction(*address); !reason.empty()) {
            coverage.unreachable.push_back(
                {agent.id, address->text(), std::move(reason), own_beside(agent, *address)});
        } else if (auto why = doubt ? doubt(*address) : ""; !why.empty()) {
            coverage.in_doubt.push_back(
                {agent.id, address->text(), std::move(why), own_beside(agent, *address)});
        }
    }
    const auto& instead = account.stand_in();
    coverage.has_fallback = instead && obstruction(*instead).empty();
    return coverage;
}

}  // namespace postern
