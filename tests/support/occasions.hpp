// SPDX-License-Identifier: Apache-2.0
//
// Facts for tests of rules, said in few words: an account "shop" with agents Anna and Ben, a
// visitor who writes at kEvent, and a grace window of two minutes.
#pragma once

#include <string>
#include <vector>

#include "postern/policy/rules.hpp"

namespace postern::testing {

using namespace std::chrono_literals;

inline const TimePoint kEvent = parse_time("2026-11-23T12:00:00Z").value();

inline Agent agent_named(const std::string& id) {
    return {id, "shop", id, Address::parse(id + "@shop.example").value(), true, {}, {}};
}

inline OnlineSpan online(const std::string& agent, TimePoint from,
                         std::optional<TimePoint> until = {}) {
    return {agent, "laptop", from, until.value_or(from + 24h), until};
}

inline ChatEvent event(ChatEventKind kind, TimePoint at, const std::string& agent = "") {
    return {kind, agent, at};
}

/// A world in which no rule objects to `kind`; each test changes one thing about it.
struct World {
    explicit World(Kind kind) {
        draft.kind = kind;
        draft.account = "shop";
        draft.chat = "chat-1";
        draft.id = "draft-1";
        draft.occurred = kEvent;
        account.id = "shop";
        account.plan = Plan::pro;
        account.offline_message = account.missed_chat = true;
        terms = {2min, OpenedBy::agent};
        now = kEvent + 2min;
        if (kind == Kind::missed_chat) {
            presence = {online("anna", kEvent - 1h)};
            events = {event(ChatEventKind::left, kEvent)};
        }
    }

    [[nodiscard]] std::optional<Objection> judge(Final stage = Final::at_deadline) const {
        const Attendance there(presence, 5min, {draft.occurred, now});
        return postern::judge({draft, account, anna, there, events, terms, now}, stage);
    }

    Draft draft;
    Account account;
    Agent anna = agent_named("anna");
    std::vector<OnlineSpan> presence;
    std::vector<ChatEvent> events;
    Terms terms;
    TimePoint now;
};

}  // namespace postern::testing
