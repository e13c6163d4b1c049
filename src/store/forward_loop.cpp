// SPDX-License-Identifier: Apache-2.0
#include "forward_loop.hpp"

#include "postern/recipients/route.hpp"

namespace postern {

std::vector<std::string> agents_in_circles(const Account& account,
                                           const std::vector<Agent>& agents) {
    std::vector<Forward> forwards;
    for (const auto& agent : agents) {
        if (agent.forward) forwards.push_back({agent.address, *agent.forward});
    }
    std::vector<std::string> found;
    // No way without a circle is longer; how long it may be is the configuration's to say.
    const int limit = static_cast<int>(forwards.size()) + 2;
    for (const auto& agent : agents) {
        const auto way = route(account, agent, forwards, limit);
        const auto* fault = std::get_if<RouteFault>(&way);
        if (fault != nullptr && *fault == RouteFault::loop) found.push_back(agent.id);
    }
    return found;
}

}  // namespace postern
