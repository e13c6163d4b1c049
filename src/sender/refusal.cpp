// SPDX-License-Identifier: Apache-2.0
#include "postern/sender/refusal.hpp"

#include <algorithm>

namespace postern {

namespace {

constexpr auto kDisputeSpan = std::chrono::hours{24};

/// Whether it is still of interest whose refusal it was.
bool is_remembered(const SenderStanding& s, TimePoint now, const ReputationSettings& terms) {
    if (s.cause != SenderCause::refused || s.address.empty()) return false;
    if (s.disputed) return now < *s.until + kDisputeSpan;
    return stage_of(s, now, terms) != SenderStage::forgotten;
}

bool is_in_full_use(const SenderStanding& s, TimePoint now, const ReputationSettings& terms) {
    const auto stage = stage_of(s, now, terms);
    return stage == SenderStage::recovered || stage == SenderStage::forgotten;
}

/// In full use, with the disputed word beside it.
SenderStanding with_dispute(const std::optional<SenderStanding>& own, const SenderStrike& strike,
                            const ReputationSettings& terms) {
    SenderStanding next;
    next.domain = strike.domain;
    next.provider = strike.provider;
    next.evidence = strike.evidence;
    next.author = "bounce";
    next.notification = strike.notification;
    next.since = next.until.emplace(strike.at);
    next.recovered = strike.at;
    const bool is_first = !own || stage_of(*own, strike.at, terms) == SenderStage::forgotten;
    next.step = is_first ? 0 : own->step;
    next.address = strike.address;
    next.disputed = true;
    return next;
}

/// Used again, as if it had not been suspended.
SenderStanding cleared(SenderStanding s, TimePoint at) {
    s.until = at;
    s.recovered = at;
    s.step -= 1;
    s.disputed = true;
    return s;
}

}  // namespace

std::vector<SenderStanding> judge_refusal(const std::vector<SenderStanding>& there,
                                          const SenderStrike& strike, const SenderTraffic& recent,
                                          const ReputationSettings& terms) {
    std::optional<SenderStanding> own;
    std::vector<SenderStanding> others;
    for (const auto& s : there) {
        if (s.domain == strike.domain) {
            own = s;
        } else if (is_remembered(s, strike.at, terms) && s.address == strike.address) {
            others.push_back(s);
        }
    }
    const bool refuses_others = strike.attempt > 1 || !others.empty();
    const bool is_disputed = own && own->disputed && is_remembered(*own, strike.at, terms);
    const bool by_another = is_disputed && own->address != strike.address;
    const bool second_address = by_another && strike.at < *own->until + kRefusalHours;
    if (!refuses_others || second_address) {
        auto next = after_refusal(own, strike, recent, terms);
        if (!next) return {};
        if (second_address) next->address.clear();
        return {*std::move(next)};
    }
    std::vector<SenderStanding> changed;
    const bool is_known = is_disputed && !by_another;
    if (!is_known && (!own || is_in_full_use(*own, strike.at, terms))) {
        changed.push_back(with_dispute(own, strike, terms));
    }
    for (const auto& s : others) {
        if (!is_in_full_use(s, strike.at, terms)) changed.push_back(cleared(s, strike.at));
    }
    return changed;
}

bool is_refused_by(const std::vector<SenderStanding>& there, std::string_view address,
                   TimePoint now, const ReputationSettings& terms) {
    return std::any_of(there.begin(), there.end(), [&](const SenderStanding& s) {
        return s.disputed && s.address == address && is_remembered(s, now, terms);
    });
}

}  // namespace postern
