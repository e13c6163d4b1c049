// SPDX-License-Identifier: Apache-2.0
//
// Which sender domain a notification leaves from. Pure functions, in two steps: which ones come
// into question, in what order (by the settings, for an account and a provider), and the first of
// those that may be used at this moment (by what is held against them, and by their caps).
//
// The order is that of weighted rendezvous hashing: each domain gets a score from a digest of
// (account, provider, domain) and its weight. So an account's conversations with a provider keep
// their From, the domains share the conversations by their weights, and a domain that is added or
// removed moves no others than those that it takes or had.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "postern/base/time.hpp"
#include "postern/config/settings.hpp"
#include "postern/sender/standing.hpp"

namespace postern {

/// How many notifications may leave from it on the day of `now`; none: any number.
std::optional<long long> cap_on_day(const SenderSettings& sender, TimePoint now);

/// Those that may be used at the provider at all, the preferred one first.
std::vector<const SenderSettings*> ranked_senders(const std::vector<SenderSettings>& pool,
                                                  std::string_view account,
                                                  std::string_view provider);

/// One that comes into question.
struct SenderCandidate {
    std::string domain;
    std::string message_id{};        ///< What the notification is called if it leaves from it.
    std::optional<long long> cap{};  ///< cap_on_day().
    bool operator==(const SenderCandidate&) const = default;
};

/// The rule that withholds, or keeps waiting, where no sender domain may be used.
struct SenderRule {
    std::string_view id;
    std::string_view withheld_when;
    std::string_view reason;
};
// clang-format off
inline constexpr SenderRule kSendersSuspended{
    "S1", "no sender domain may be used at the provider: each is suspended there or excluded",
    "senders-suspended"};
inline constexpr SenderRule kSendersCapped{
    "S2", "every sender domain that could be used has reached its cap for the day",
    "daily-cap"};
inline constexpr std::array kSenderRules{kSendersSuspended, kSendersCapped};
// clang-format on

struct SenderChoice {
    const SenderCandidate* candidate = nullptr;  ///< Null: none may be used.
    const SenderRule* rule = nullptr;            ///< Why none.
    std::optional<TimePoint> retry_at{};         ///< When one of them may be.
};

/// How many notifications have left from a domain since midnight UTC.
struct SentToday {
    long long by_all = 0;
    long long by_account = 0;   ///< Of those.
    bool among_others = false;  ///< The site has other accounts.
};

/// Whether one more of the account may leave under the cap. Among others an account may have taken
/// no more of it than it leaves to them: so one that sends without end takes half, and two take a
/// third each. There is no telling beforehand how much the others will need.
bool has_room(long long cap, const SentToday& sent);

/// What a choice goes by besides the candidates.
struct SenderCircumstances {
    /// At the provider and at kEveryProvider, the account's and everybody's.
    std::span<const SenderStanding> standings;
    std::function<SentToday(const std::string&)> sent_today;  ///< Asked where there is a cap.
    TimePoint now;
};

/// The first candidate that may be used now, other than `except`. Where there is one alone, it is
/// used in spite of refusals: there is nothing to choose, and holding back would lose more.
SenderChoice choose_sender(std::span<const SenderCandidate> candidates,
                           const SenderCircumstances& circumstances,
                           const ReputationSettings& terms, std::string_view except = {});

}  // namespace postern
