// SPDX-License-Identifier: Apache-2.0
#include "postern/sender/choice.hpp"

#include <algorithm>
#include <cmath>

#include "postern/base/digest.hpp"

namespace postern {

namespace {

using std::chrono::days;

/// So many in a day that a domain without a daily cap is known by then.
constexpr double kWarm = 1e9;

bool names(const std::vector<std::string>& providers, std::string_view provider) {
    return std::find(providers.begin(), providers.end(), provider) != providers.end();
}

/// Evenly distributed in (0, 1).
double draw(std::string_view account, std::string_view provider, std::string_view domain) {
    const auto digest = sha256({"sender", account, provider, domain});
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < sizeof number; ++i) number = number << 8U | digest.at(i);
    return (static_cast<double>(number >> 11U) + 0.5) / static_cast<double>(1ULL << 53U);
}

struct Ranked {
    const SenderSettings* sender;
    bool preferred;
    bool reserve;  ///< Of weight 0.
    double score;
};

bool comes_first(const Ranked& a, const Ranked& b) {
    if (a.preferred != b.preferred) return a.preferred;
    if (a.reserve != b.reserve) return b.reserve;
    return a.score != b.score ? a.score > b.score : a.sender->domain < b.sender->domain;
}

TimePoint next_midnight(TimePoint now) {
    return std::chrono::floor<days>(now) + days{1};
}

/// Earlier of the two, where nothing is never.
void bring_forward(std::optional<TimePoint>& at, const std::optional<TimePoint>& other) {
    if (other && (!at || *other < *at)) at = other;
}

/// What keeps a candidate from being used, whether held at the provider or everywhere.
struct Hindrance {
    bool closed = false;
    std::optional<TimePoint> reopens{};
};

Hindrance hindrance(const SenderCandidate& candidate, const SenderCircumstances& circumstances,
                    const ReputationSettings& terms, bool alone) {
    const auto now = circumstances.now;
    Hindrance found;
    for (const auto& standing : circumstances.standings) {
        if (standing.domain != candidate.domain) continue;
        if (alone && standing.cause == SenderCause::refused) continue;
        if (admission(standing, now, terms) != Admission::closed) continue;
        const auto reopens_at = reopens(standing, now, terms);
        // Two that hold it are both to end; one without an end has none.
        const bool endless = !reopens_at || (found.closed && !found.reopens);
        found.reopens = endless ? std::nullopt
                                : std::optional(std::max(*reopens_at, found.reopens.value_or(now)));
        found.closed = true;
    }
    return found;
}

}  // namespace

std::optional<long long> cap_on_day(const SenderSettings& sender, TimePoint now) {
    std::optional<long long> cap;
    if (sender.daily_cap > 0) cap = sender.daily_cap;
    const auto& warm_up = sender.warm_up;
    if (!warm_up.since) return cap;
    const auto day = (std::chrono::floor<days>(now) - *warm_up.since).count();
    if (day < 0) return 0;
    const double grown = warm_up.start * std::pow(1 + warm_up.growth, day);
    if (grown >= kWarm) return cap;
    const auto whole = static_cast<long long>(grown);
    return cap ? std::min(*cap, whole) : whole;
}

std::vector<const SenderSettings*> ranked_senders(const std::vector<SenderSettings>& pool,
                                                  std::string_view account,
                                                  std::string_view provider) {
    std::vector<Ranked> ranked;
    for (const auto& sender : pool) {
        if (names(sender.excluded_providers, provider)) continue;
        const double weight = std::max(sender.weight, 1);
        ranked.push_back({&sender, names(sender.preferred_providers, provider), sender.weight == 0,
                          -weight / std::log(draw(account, provider, sender.domain))});
    }
    std::sort(ranked.begin(), ranked.end(), comes_first);
    std::vector<const SenderSettings*> senders;
    senders.reserve(ranked.size());
    for (const auto& each : ranked) senders.push_back(each.sender);
    return senders;
}

bool has_room(long long cap, const SentToday& sent) {
    const auto left = cap - sent.by_all;
    return left > 0 && (!sent.among_others || sent.by_account == 0 || sent.by_account < left);
}

SenderChoice choose_sender(std::span<const SenderCandidate> candidates,
                           const SenderCircumstances& circumstances,
                           const ReputationSettings& terms, std::string_view except) {
    SenderChoice none{nullptr, &kSendersSuspended, std::nullopt};
    for (const auto& candidate : candidates) {
        if (candidate.domain == except) continue;
        const auto held = hindrance(candidate, circumstances, terms, candidates.size() == 1);
        if (held.closed) {
            bring_forward(none.retry_at, held.reopens);
            continue;
        }
        if (!candidate.cap ||
            has_room(*candidate.cap, circumstances.sent_today(candidate.domain))) {
            return {&candidate, nullptr, std::nullopt};
        }
        none.rule = &kSendersCapped;
        bring_forward(none.retry_at, next_midnight(circumstances.now));
    }
    return none;
}

}  // namespace postern
