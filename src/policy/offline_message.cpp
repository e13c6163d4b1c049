// SPDX-License-Identifier: Apache-2.0
//
// Why an agent gets no notification of a message that a visitor left while nobody was there.
// The order, and each rule, is the help page's list of causes.
#include <algorithm>
#include <array>

#include "tables.hpp"

namespace postern {

namespace {

/// "You were not offline": on any device, the mobile app included, when the visitor wrote.
bool agent_online(const Occasion& o) {
    return o.presence.is_online(o.agent.id, o.draft.occurred);
}

/// "You came back online too quickly": within the window, even if gone again since. The moment
/// the window closes is outside it.
bool returned_online(const Occasion& o) {
    return o.presence.came_back(o.agent.id, o.draft.occurred, o.deadline());
}

/// "Another agent of your team (or group) is online": then the chat box was online when the
/// visitor wrote, or somebody is there to read it now.
bool another_agent_online(const Occasion& o) {
    return o.presence.is_other_online(o.agent.id, o.draft.occurred) ||
           o.presence.is_other_online(o.agent.id, o.now);
}

/// "You opened the message in the dashboard" after it came and before the window closed.
bool opened(const Occasion& o) {
    return std::any_of(o.events.begin(), o.events.end(), [&](const ChatEvent& event) {
        return event.kind == ChatEventKind::opened && event.at >= o.draft.occurred &&
               event.at < o.deadline() &&
               (o.terms.opened_by == OpenedBy::anyone || event.agent == o.agent.id);
    });
}

// clang-format off
constexpr std::array kOfflineMessage{
    Rule{"O1", "not-activated",        "the account has not switched it on and has no e-mail integration",          Final::at_arrival,  not_activated},
    Rule{"O2", "agent-online",         "the agent was online on some device when the visitor wrote",                Final::at_deadline, agent_online},
    Rule{"O3", "returned-online",      "the agent came back online within the grace window, even if gone again",    Final::at_deadline, returned_online},
    Rule{"O4", "another-agent-online", "another agent in scope is online, or was when the visitor wrote",           Final::at_deadline, another_agent_online},
    Rule{"O5", "opened",               "the agent (policy.opened-by: or anyone) opened the chat within the window", Final::at_deadline, opened},
};
// clang-format on

}  // namespace

std::span<const Rule> offline_message_rules() {
    return kOfflineMessage;
}

}  // namespace postern
