// SPDX-License-Identifier: Apache-2.0
#include "forward_loop.hpp"

#include <algorithm>

#include "postern/base/text.hpp"
#include "postern/recipients/route.hpp"

namespace postern {

namespace {

/// Whether the agent's way is a circle for a chat of some scope.
bool is_in_circle(const Account& account, const std::vector<Group>& groups, const Agent& agent,
                  const std::vector<Forward>& forwards) {
    // No way without a circle is longer; how long it may be is the configuration's to say.
    const int limit = static_cast<int>(forwards.size()) + 2;
    const auto circles = [&](const std::optional<Group>& scope) {
        const auto way = route(account, scope, agent, forwards, limit);
        const auto* fault = std::get_if<RouteFault>(&way);
        return fault != nullptr && *fault == RouteFault::loop;
    };
    return circles(std::nullopt) || std::any_of(groups.begin(), groups.end(), circles);
}

}  // namespace

std::vector<std::string> agents_in_circles(const Account& account, const std::vector<Group>& groups,
                                           const std::vector<Agent>& agents) {
    const auto forwards = forwards_of(agents);
    std::vector<std::string> found;
    for (const auto& agent : agents) {
        if (is_in_circle(account, groups, agent, forwards)) found.push_back(agent.id);
    }
    return found;
}

Result<void> no_circles(const Account& account, const std::vector<Group>& groups,
                        const std::vector<Agent>& agents) {
    const auto lost = agents_in_circles(account, groups, agents);
    if (lost.empty()) return {};
    return Error{ErrorCode::conflict,
                 "the forwards of agent " + in_quotes(lost.front()) + " would lead in a circle"};
}

Result<void> check_forwards(DirectoryReader& reader, const std::string& account) {
    const auto found = reader.account(account);
    if (!found) {
        return Error{ErrorCode::not_found, "the directory has no account " + in_quotes(account)};
    }
    return no_circles(*found, reader.groups(account), reader.agents(account));
}

}  // namespace postern
