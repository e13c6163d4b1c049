// SPDX-License-Identifier: Apache-2.0
#include "postern/recipients/route.hpp"

#include <algorithm>

namespace postern {

namespace {

const Address* next_hop(const std::vector<Forward>& forwards, const Address& from) {
    const auto found = std::find_if(forwards.begin(), forwards.end(),
                                    [&](const Forward& forward) { return forward.from == from; });
    return found == forwards.end() ? nullptr : &found->to;
}

}  // namespace

std::optional<std::string> scope_of(const Account& account,
                                    const std::optional<std::string>& drafts_group,
                                    const std::optional<Chat>& chat) {
    if (!account.has_groups()) return std::nullopt;
    if (drafts_group) return drafts_group;
    return chat ? chat->group : std::nullopt;
}

std::vector<Forward> forwards_of(const std::vector<Agent>& agents) {
    std::vector<Forward> forwards;
    for (const auto& agent : agents) {
        if (agent.forward) forwards.push_back({agent.address, *agent.forward});
    }
    return forwards;
}

std::optional<Redirection> redirection(const Account& account, const std::optional<Group>& group,
                                       const Agent& agent) {
    if (agent.forward) return Redirection{*agent.forward, agent.keep_copy};
    if (group && group->forward) return Redirection{*group->forward, group->keep_copy};
    if (account.forward) return Redirection{*account.forward, account.keep_copy};
    return std::nullopt;
}

std::variant<Address, RouteFault> route(const Account& account, const std::optional<Group>& group,
                                        const Agent& agent, const std::vector<Forward>& forwards,
                                        int limit) {
    const auto first = redirection(account, group, agent);
    if (!first) return agent.address;

    std::vector<Address> passed{agent.address};
    for (const Address* to = &first->to; to != nullptr; to = next_hop(forwards, passed.back())) {
        // A shared address that is an agent's own profile address ends the way.
        if (*to == passed.back()) return passed.back();
        if (std::find(passed.begin(), passed.end(), *to) != passed.end()) return RouteFault::loop;
        if (passed.size() > static_cast<std::size_t>(limit)) return RouteFault::too_long;
        passed.push_back(*to);
    }
    return passed.back();
}

}  // namespace postern
