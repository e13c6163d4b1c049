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

std::optional<std::string> scope_of(const Account& account, const Draft& draft,
                                    const std::optional<Chat>& chat) {
    if (!account.has_groups()) return std::nullopt;
    if (draft.group) return draft.group;
    return chat ? chat->group : std::nullopt;
}

std::variant<Address, RouteFault> route(const Account& account, const Agent& agent,
                                        const std::vector<Forward>& forwards, int limit) {
    const auto& first = agent.forward ? agent.forward : account.forward;
    if (!first) return agent.address;

    std::vector<Address> passed{agent.address};
    for (const Address* to = &*first; to != nullptr; to = next_hop(forwards, passed.back())) {
        // A shared address that is an agent's own profile address ends the account's forward.
        if (*to == passed.back()) return passed.back();
        if (std::find(passed.begin(), passed.end(), *to) != passed.end()) return RouteFault::loop;
        if (passed.size() > static_cast<std::size_t>(limit)) return RouteFault::too_long;
        passed.push_back(*to);
    }
    return passed.back();
}

}  // namespace postern
