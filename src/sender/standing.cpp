// SPDX-License-Identifier: Apache-2.0
#include "postern/sender/standing.hpp"

#include <algorithm>
#include <array>

#include "suspension.hpp"

namespace postern {

namespace {

constexpr std::array<std::pair<SenderCause, std::string_view>, 3> kCauses{{
    {SenderCause::refused, "refused"},
    {SenderCause::complaints, "complaints"},
    {SenderCause::by_operator, "operator"},
}};

bool is_suspended(const SenderStanding& s, TimePoint now) {
    return !s.recovered && (!s.until || now < *s.until);
}

/// 1, 2, 4 …
int size_of_round(int round) {
    return 1 << std::max(round - 1, 0);
}

/// The round that a notification leaving now belongs to; one above `probe_rounds` is none any more.
int round_at(const SenderStanding& s, TimePoint now, const ReputationSettings& terms) {
    if (!s.round_began) return 1;
    return now < *s.round_began + terms.probe_patience ? s.round : s.round + 1;
}

}  // namespace

std::string_view name_of(SenderCause cause) {
    for (const auto& [value, name] : kCauses) {
        if (value == cause) return name;
    }
    return "?";
}

std::optional<SenderCause> sender_cause_from(std::string_view name) {
    for (const auto& [value, candidate] : kCauses) {
        if (candidate == name) return value;
    }
    return std::nullopt;
}

std::string_view name_of(SenderStage stage) {
    constexpr std::array<std::string_view, 5> kNames{"suspended", "to be probed", "probing",
                                                     "recovered", "good"};
    return kNames.at(static_cast<std::size_t>(stage));
}

SenderStage stage_of(const SenderStanding& s, TimePoint now, const ReputationSettings& terms) {
    if (is_suspended(s, now)) return SenderStage::suspended;
    // Never suspended, as far as is still held against it.
    if (is_forgotten(s, now, terms) || (s.disputed && s.step == 0)) return SenderStage::forgotten;
    if (s.recovered || round_at(s, now, terms) > terms.probe_rounds) return SenderStage::recovered;
    return s.round == 0 ? SenderStage::due : SenderStage::probing;
}

bool is_in_full_use(SenderStage stage) {
    return stage == SenderStage::recovered || stage == SenderStage::forgotten;
}

bool is_forgotten(const SenderStanding& s, TimePoint now, const ReputationSettings& terms) {
    return s.until && now >= s.recovered.value_or(*s.until) + terms.forget_after;
}

Admission admission(const SenderStanding& s, TimePoint now, const ReputationSettings& terms) {
    switch (stage_of(s, now, terms)) {
        case SenderStage::suspended:
            return Admission::closed;
        case SenderStage::recovered:
        case SenderStage::forgotten:
            return Admission::open;
        case SenderStage::due:
        case SenderStage::probing:
            if (s.account.empty()) return Admission::open;
            break;
    }
    const int round = round_at(s, now, terms);
    const int sent = round == s.round ? s.round_sent : 0;
    return sent < size_of_round(round) ? Admission::probe : Admission::closed;
}

std::optional<TimePoint> reopens(const SenderStanding& s, TimePoint now,
                                 const ReputationSettings& terms) {
    if (is_suspended(s, now)) return s.until;
    if (admission(s, now, terms) != Admission::closed) return now;
    return *s.round_began + terms.probe_patience;
}

std::optional<SenderStanding> after_departure(const SenderStanding& s, TimePoint now,
                                              const ReputationSettings& terms) {
    if (s.recovered || is_suspended(s, now)) return std::nullopt;
    auto next = s;
    const int round = round_at(s, now, terms);
    if (round > terms.probe_rounds) {
        next.recovered = now;
        return next;
    }
    next.round_sent = round == s.round ? s.round_sent + 1 : 1;
    if (round != s.round) next.round_began = now;
    next.round = round;
    return next;
}

std::optional<SenderStanding> after_refusal(const std::optional<SenderStanding>& standing,
                                            const SenderStrike& strike, const SenderTraffic& recent,
                                            const ReputationSettings& terms) {
    if (left_before_end(standing, strike)) return std::nullopt;
    const bool probing = standing && !standing->recovered;
    if (!probing && share(recent.refused, recent.sent) < terms.refusal_rate) return std::nullopt;
    auto next = suspended(standing, strike, SenderCause::refused, terms);
    next.account = strike.account;
    if (strike.alone) next.mailbox = strike.mailbox;
    return next;
}

SenderStanding resumed(SenderStanding s, TimePoint now) {
    // What left up to this moment is what the operator knew of.
    s.until = now;
    s.recovered = now;
    return s;
}

}  // namespace postern
