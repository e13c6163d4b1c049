// SPDX-License-Identifier: Apache-2.0
#include "postern/sender/standing.hpp"

#include <algorithm>
#include <array>

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

bool is_forgotten(const SenderStanding& s, TimePoint now, const ReputationSettings& terms) {
    return s.until && now >= s.recovered.value_or(*s.until) + terms.forget_after;
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

double share(long long part, long long whole) {
    return static_cast<double>(part) / static_cast<double>(std::max(whole, 1LL));
}

/// It left while the domain was suspended, or before: no news.
bool left_before_end(const std::optional<SenderStanding>& standing, const SenderStrike& strike) {
    return standing && !standing->disputed && (!standing->until || strike.sent < *standing->until);
}

int next_step(const std::optional<SenderStanding>& standing, TimePoint now,
              const ReputationSettings& terms) {
    return standing && !is_forgotten(*standing, now, terms) ? standing->step + 1 : 1;
}

SenderStanding suspended(const std::optional<SenderStanding>& standing, const SenderStrike& strike,
                         SenderCause cause, const ReputationSettings& terms) {
    const int step = next_step(standing, strike.at, terms);
    const auto last = terms.suspensions.size() - 1;
    const auto span = terms.suspensions[std::min(static_cast<std::size_t>(step - 1), last)];
    SenderStanding next;
    next.domain = strike.domain;
    next.provider = strike.provider;
    next.cause = cause;
    next.evidence = strike.evidence;
    next.author = "bounce";
    next.notification = strike.notification;
    next.since = strike.at;
    next.until = strike.at + span;
    next.step = step;
    return next;
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

Admission admission(const SenderStanding& s, TimePoint now, const ReputationSettings& terms) {
    switch (stage_of(s, now, terms)) {
        case SenderStage::suspended:
            return Admission::closed;
        case SenderStage::recovered:
        case SenderStage::forgotten:
            return Admission::open;
        case SenderStage::due:
        case SenderStage::probing:
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
    if (strike.alone) next.mailbox = strike.mailbox;
    return next;
}

std::optional<SenderStanding> after_complaint(const std::optional<SenderStanding>& standing,
                                              const SenderStrike& strike,
                                              const SenderTraffic& recent,
                                              const ReputationSettings& terms) {
    if (left_before_end(standing, strike)) return std::nullopt;
    if (recent.sent < terms.complaint_volume) return std::nullopt;
    if (share(recent.complaints, recent.sent) <= terms.complaint_limit) return std::nullopt;
    return suspended(standing, strike, SenderCause::complaints, terms);
}

bool is_worrying(const SenderTraffic& recent, const ReputationSettings& terms) {
    return recent.sent >= terms.complaint_volume &&
           share(recent.complaints, recent.sent) > terms.complaint_warning;
}

SenderStanding resumed(SenderStanding s, TimePoint now) {
    // What left up to this moment is what the operator knew of.
    s.until = now;
    s.recovered = now;
    return s;
}

}  // namespace postern
