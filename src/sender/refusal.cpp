// SPDX-License-Identifier: Apache-2.0
#include "postern/sender/refusal.hpp"

namespace postern {

namespace {

bool is_disputed(const SenderStanding& s, TimePoint now) {
    return s.disputed && now < s.since + kRefusalHours;
}

/// Whether that mailbox alone stands behind it.
bool is_word_of(const SenderStanding& s, const SenderStrike& strike,
                const ReputationSettings& terms) {
    if (s.cause != SenderCause::refused || s.mailbox.empty()) return false;
    return s.mailbox == strike.mailbox &&
           (is_disputed(s, strike.at) || !is_in_full_use(stage_of(s, strike.at, terms)));
}

/// In full use as before, with the disputed word beside it.
SenderStanding with_dispute(const std::optional<SenderStanding>& own, const SenderStrike& strike,
                            const ReputationSettings& terms) {
    const bool is_first = !own || stage_of(*own, strike.at, terms) == SenderStage::forgotten;
    SenderStanding next = is_first ? SenderStanding{} : *own;
    next.domain = strike.domain;
    next.provider = strike.provider;
    next.cause = SenderCause::refused;
    next.evidence = strike.evidence;
    next.author = "bounce";
    next.notification = strike.notification;
    next.since = strike.at;
    if (is_first) next.until = strike.at;
    next.step = is_first ? 0 : own->step;
    next.recovered = next.recovered.value_or(strike.at);
    next.mailbox = strike.mailbox;
    next.account = strike.account;
    next.disputed = true;
    return next;
}

/// Used again, as if it had not been suspended.
SenderStanding cleared(const SenderStanding& suspended, TimePoint at) {
    auto s = resumed(suspended, at);
    s.since = at;
    s.step -= 1;
    s.disputed = true;
    return s;
}

}  // namespace

std::vector<SenderStanding> judge_refusal(const std::vector<SenderStanding>& there,
                                          const SenderStrike& strike, const SenderTraffic& recent,
                                          const ReputationSettings& terms) {
    if (strike.refuses_all) return {};
    std::optional<SenderStanding> own;
    std::vector<SenderStanding> others;
    for (const auto& s : there) {
        if (s.domain == strike.domain) {
            own = s;
        } else if (is_word_of(s, strike, terms)) {
            others.push_back(s);
        }
    }
    const bool disputed = own && is_disputed(*own, strike.at);
    const bool by_another = disputed && own->mailbox != strike.mailbox;
    const bool refuses_others = strike.attempt > 1 || !others.empty();
    if (!refuses_others || by_another) {
        auto next = after_refusal(own, strike, recent, terms);
        if (!next) return {};
        if (by_another) next->mailbox.clear();
        return {*std::move(next)};
    }
    // Who puts one off and refuses the other may mean either.
    if (strike.is_delay) return {};
    std::vector<SenderStanding> changed;
    if (!disputed && (!own || is_in_full_use(stage_of(*own, strike.at, terms)))) {
        changed.push_back(with_dispute(own, strike, terms));
    }
    for (const auto& s : others) {
        if (!s.disputed) changed.push_back(cleared(s, strike.at));
    }
    return changed;
}

}  // namespace postern
