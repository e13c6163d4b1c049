// SPDX-License-Identifier: Apache-2.0
//
// SenderStanding: what is held against a sender domain at one provider, and how refusals and
// complaints change it. Pure functions; the store keeps what they return.
//
//     nothing ──refused──▶ suspended ──its time is over──▶ probing: rounds of 1, 2, 4 … messages
//        ▲                  ▲      ▲                         │          │
//        │                  │      └──── refused: longer ────┘          │ every round passed
//        │                  └─ refused again: longer ─┐                 ▼
//        └────────── `forget_after` ──────────────────┴────────── recovered: in full use
//
// Success is silent: a round has passed when nothing came back within the patience. A refusal of
// what left before the latest suspension was over is what that suspension was about, and changes
// nothing: a hundred notifications refused together are one suspension.
//
// Where much is sent, one refusal may be one recipient's own rule. So it takes a share of the
// notifications of the last two hours to suspend, and where few are sent, one. What follows when
// the next domain is refused as well is in refusal.hpp.
//
// A standing is one account's or everybody's. What an account's own notifications met moves its own
// at once, as here; what it takes to move everybody's is in testimony.hpp. When everybody's is over
// each account finds out for itself: probes that all share could be taken, or refused, by one.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "postern/base/time.hpp"
#include "postern/config/settings.hpp"

namespace postern {

enum class SenderCause { refused, complaints, by_operator };
std::string_view name_of(SenderCause cause);  ///< "refused", "complaints", "operator"
std::optional<SenderCause> sender_cause_from(std::string_view name);

/// In place of a provider: wherever the mail goes. Operators suspend so, nobody else.
inline constexpr std::string_view kEveryProvider = "*";

struct SenderStanding {
    std::string domain;
    std::string provider;  ///< address/provider.hpp, or kEveryProvider.
    SenderCause cause = SenderCause::refused;
    std::string evidence;      ///< The remote's words, or the operator's.
    std::string author;        ///< "bounce", or an operator's name.
    std::string notification;  ///< The one whose refusal or complaint suspended it.
    TimePoint since;
    std::optional<TimePoint> until{};  ///< None: until an operator resumes it.
    int step = 1;                      ///< How many suspensions there were, this one included.
    int round = 0;                     ///< Of probing; 0: none has begun.
    int round_sent = 0;
    std::optional<TimePoint> round_began{};
    std::optional<TimePoint> recovered{};
    std::string mailbox{};  ///< Who alone refused it; empty where several did.
    bool disputed = false;  ///< And refused another of our domains as well: refusal.hpp.
    std::string account{};  ///< Whose notifications it is about; empty: everybody's.
    bool operator==(const SenderStanding&) const = default;
};

/// Where in the picture above it is.
enum class SenderStage { suspended, due, probing, recovered, forgotten };
std::string_view name_of(SenderStage stage);  ///< "suspended", "to be probed", …
SenderStage stage_of(const SenderStanding& standing, TimePoint now,
                     const ReputationSettings& terms);

/// Recovered, or nothing is held against it.
bool is_in_full_use(SenderStage stage);

/// Its last suspension ended so long ago that the next one is a first one.
bool is_forgotten(const SenderStanding& standing, TimePoint now, const ReputationSettings& terms);

enum class Admission { open, probe, closed };

/// Whether a notification may leave now.
Admission admission(const SenderStanding& standing, TimePoint now, const ReputationSettings& terms);

/// When that may change; nothing where only an operator changes it.
std::optional<TimePoint> reopens(const SenderStanding& standing, TimePoint now,
                                 const ReputationSettings& terms);

/// The standing after a notification left as admission() allowed, or nothing where that changes
/// nothing.
std::optional<SenderStanding> after_departure(const SenderStanding& standing, TimePoint now,
                                              const ReputationSettings& terms);

/// Notifications of one sender domain to one provider, and what came back.
struct SenderTraffic {
    long long sent = 0;
    long long refused = 0;     ///< For the domain's reputation.
    long long content = 0;     ///< For what they said.
    long long complaints = 0;  ///< By their recipients.
    long long delivered = 0;   ///< Where that was reported.
    bool operator==(const SenderTraffic&) const = default;

    SenderTraffic& operator+=(const SenderTraffic& more) {
        sent += more.sent;
        refused += more.refused;
        content += more.content;
        complaints += more.complaints;
        delivered += more.delivered;
        return *this;
    }
};

/// Over which the counts are taken that a refusal and a complaint are judged by.
inline constexpr auto kRefusalHours = std::chrono::hours{2};
inline constexpr auto kComplaintHours = std::chrono::hours{7 * 24};

/// A refusal or a complaint, already counted.
struct SenderStrike {
    std::string domain;
    std::string provider;
    std::string evidence;
    std::string notification;
    TimePoint sent;            ///< When the notification left.
    TimePoint at;              ///< When this came.
    std::string mailbox{};     ///< It was for, under whatever spelling.
    int attempt = 1;           ///< Above 1, that mailbox refused another of our domains before.
    bool is_delay = false;     ///< It was put off, not refused.
    bool alone = true;         ///< No other mailbox refused the domain in kRefusalHours.
    bool refuses_all = false;  ///< It refused others of our domains too, within a day.
    std::string account{};     ///< Whose notification it was.
};

/// The account's new standing, or nothing where nothing changes; `recent` is the account's, of
/// kRefusalHours.
std::optional<SenderStanding> after_refusal(const std::optional<SenderStanding>& standing,
                                            const SenderStrike& strike, const SenderTraffic& recent,
                                            const ReputationSettings& terms);

/// An operator's word ends a suspension: in full use, and what left before counts no more.
SenderStanding resumed(SenderStanding standing, TimePoint now);

}  // namespace postern
