// SPDX-License-Identifier: Apache-2.0
#include "postern/policy/rules.hpp"

#include <algorithm>

#include "postern/chat/presence.hpp"

#include "tables.hpp"

namespace postern {

std::span<const Rule> rules_of(Kind kind) {
    return kind == Kind::missed_chat ? missed_chat_rules() : offline_message_rules();
}

bool not_activated(const Occasion& o) {
    return !o.account.notifies(o.draft.kind);
}

bool agent_online_at(const Occasion& o, std::string_view agent, TimePoint at) {
    return std::any_of(o.presence.begin(), o.presence.end(), [&](const OnlineSpan& span) {
        return span.agent == agent && online_at(span, at, o.terms.stale_after);
    });
}

std::optional<Objection> judge(const Occasion& occasion, Final stage) {
    for (const auto& rule : rules_of(occasion.draft.kind)) {
        if (stage == Final::at_arrival && rule.final != Final::at_arrival) continue;
        if (rule.objects(occasion)) return Objection{rule.id, rule.reason};
    }
    return std::nullopt;
}

}  // namespace postern
