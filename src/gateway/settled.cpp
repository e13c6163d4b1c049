// SPDX-License-Identifier: Apache-2.0
#include "settled.hpp"

#include "postern/recipients/route.hpp"

namespace postern {

namespace {

/// Each standing of the sender domains gives another choice at most.
constexpr int kMostChoices = 8;

/// As it leaves if nothing has changed and nothing is suppressed: the usual case.
Notification as_expected(const Ways& ways) {
    auto n = ways.notification;
    if (ways.to.empty() || ways.to.front().senders.empty()) return n;
    const auto& first = ways.to.front().senders.front();
    n.sender_domain = first.domain;
    n.message_id = first.message_id;
    return n;
}

Notification settled_by(const RecipientRule& rule, Notification n) {
    n.fate = Fate::merged;
    n.rule = rule.id;
    n.reason = rule.reason;
    return n;
}

}  // namespace

Result<Settlement> settle_what_is_made(const Ways& ways, MadeMessages& made,
                                       const ledger::SharedTerms& terms, State& state) {
    auto to = ways.to;
    auto next = as_expected(ways);
    for (int choices = 0; choices < kMostChoices; ++choices) {
        if (!next.sender_domain.empty()) static_cast<void>(made.of(next));
        made.tell(to);
        auto settlement = state.settle(ways.notification, to, terms);
        if (!settlement || settlement->outcome != Settlement::Outcome::unready) return settlement;
        next = std::move(settlement->standing);
    }
    return Error{ErrorCode::unavailable, "another sender domain was chosen at every try"};
}

Notification effective(const Notification& decided, const Settlement& settlement) {
    switch (settlement.outcome) {
        case Settlement::Outcome::recorded:
        case Settlement::Outcome::waits:
        case Settlement::Outcome::stands:
        case Settlement::Outcome::suppressed:
        case Settlement::Outcome::diverted:
        case Settlement::Outcome::unready:
            return settlement.standing;
        case Settlement::Outcome::merged:
            return settled_by(kSameAddress, decided);
        case Settlement::Outcome::duplicate:
            return settled_by(kDuplicate, decided);
    }
    return decided;
}

std::string_view verdict_of(Settlement::Outcome outcome, Fate fate) {
    switch (outcome) {
        case Settlement::Outcome::recorded:
            return name_of(fate);
        case Settlement::Outcome::merged:
            return name_of(Fate::merged);
        case Settlement::Outcome::suppressed:
            return name_of(Fate::withheld);
        case Settlement::Outcome::diverted:
            return name_of(Fate::sent);
        case Settlement::Outcome::duplicate:
            return "duplicate";
        case Settlement::Outcome::stands:
            return fate == Fate::sent ? "sent-again" : name_of(fate);
        case Settlement::Outcome::waits:
        case Settlement::Outcome::unready:
            return name_of(Fate::parked);
    }
    return "?";
}

}  // namespace postern
