// SPDX-License-Identifier: Apache-2.0
#include "postern/policy/rules.hpp"

#include "tables.hpp"

namespace postern {

std::span<const Rule> rules_of(Kind kind) {
    return kind == Kind::missed_chat ? missed_chat_rules() : offline_message_rules();
}

bool not_activated(const Occasion& o) {
    return !o.account.notifies(o.draft.kind);
}

std::optional<Objection> judge(const Occasion& occasion, Final stage) {
    for (const auto& rule : rules_of(occasion.draft.kind)) {
        if (stage == Final::at_arrival && rule.final != Final::at_arrival) continue;
        if (rule.objects(occasion)) return Objection{rule.id, rule.reason};
    }
    return std::nullopt;
}

}  // namespace postern
