// SPDX-License-Identifier: Apache-2.0
//
// Why an agent gets no notification of a chat that nobody answered although somebody was there.
// The order, and each rule, is the help page's list of causes.
#include <algorithm>
#include <array>

#include "tables.hpp"

namespace postern {

namespace {

bool has_event(const Occasion& o, ChatEventKind kind) {
    return std::any_of(o.events.begin(), o.events.end(),
                       [&](const ChatEvent& event) { return event.kind == kind; });
}

/// "Only in the packages STANDARD and PRO."
bool plan(const Occasion& o) {
    return !o.account.has(o.draft.kind);
}

/// "You were not online": then it is no missed chat of this agent's.
bool agent_not_online(const Occasion& o) {
    return !o.presence.is_online(o.agent.id, o.draft.occurred);
}

/// "You opened the chat and joined it": it moved from "new" to "mine", whoever's.
bool joined(const Occasion& o) {
    return has_event(o, ChatEventKind::joined);
}

/// It is missed only once the visitor is gone without an answer.
bool visitor_not_left(const Occasion& o) {
    return !has_event(o, ChatEventKind::left) || has_event(o, ChatEventKind::answered);
}

// clang-format off
constexpr std::array kMissedChat{
    Rule{"M1", "plan",             "the plan does not have it (standard and pro do)",                Final::at_arrival,  plan},
    Rule{"M2", "not-activated",    "the account has not switched it on",                             Final::at_arrival,  not_activated},
    Rule{"M3", "agent-not-online", "the agent was online on no device",                              Final::at_deadline, agent_not_online},
    Rule{"M4", "joined",           "someone opened and joined the chat: it moved from new to mine",  Final::at_deadline, joined},
    Rule{"M5", "visitor-not-left", "the visitor is still there, or was answered",                    Final::at_deadline, visitor_not_left},
};
// clang-format on

}  // namespace

std::span<const Rule> missed_chat_rules() {
    return kMissedChat;
}

}  // namespace postern
