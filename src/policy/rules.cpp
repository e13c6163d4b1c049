// SPDX-License-Identifier: Apache-2.0
#include "postern/policy/rules.hpp"

#include <algorithm>
#include <array>

#include "postern/chat/kind.hpp"

#include "tables.hpp"

namespace postern {

namespace {

struct RulesOfKind {
    Kind kind;
    std::span<const Rule> (*table)();
};

constexpr std::array kTables{
    RulesOfKind{Kind::offline_message, offline_message_rules},
    RulesOfKind{Kind::missed_chat, missed_chat_rules},
};

constexpr bool has_a_table(const KindTraits& traits) {
    const auto place = static_cast<std::size_t>(traits.kind);
    return place < kTables.size() && kTables[place].kind == traits.kind;
}

static_assert(std::all_of(kKinds.begin(), kKinds.end(), has_a_table),
              "every kind has its table of rules, in the order of kKinds");

}  // namespace

std::span<const Rule> rules_of(Kind kind) {
    return kTables[static_cast<std::size_t>(kind)].table();
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
