// SPDX-License-Identifier: Apache-2.0
//
// The book's page on sender domains: how they stand, what they sent, and who said what of them. As
// known_notifications.hpp.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "postern/ledger/change.hpp"
#include "postern/ledger/reach.hpp"
#include "postern/sender/standing.hpp"

namespace postern::ledger {

/// What is counted, is counted by the hour.
inline TimePoint hour_of(TimePoint at) {
    return std::chrono::floor<std::chrono::hours>(at);
}

/// And by the day, in UTC.
inline TimePoint day_of(TimePoint at) {
    return std::chrono::floor<std::chrono::days>(at);
}

/// Who said something of which sender domain.
struct EvidenceRef {
    std::string domain;
    std::string provider;
    EvidenceKind kind = EvidenceKind::refused;
    std::string account;
    std::string mailbox;
    // NOLINTNEXTLINE(modernize-use-nullptr): as in reach.hpp
    auto operator<=>(const EvidenceRef&) const = default;
};
/// The last time, the last time that counts, and when the notification of that one left.
struct Told {
    TimePoint at;
    TimePoint counted;
    TimePoint sent;
    bool operator==(const Told&) const = default;
};

class KnownSenders {
  public:
    /// Of `reach`, what was not loaded yet; from now on it counts as loaded.
    SenderReach take_up(const SenderReach& reach);

    void load(SenderStanding standing);
    void load(const TrafficSince& which, const SenderTraffic& sum);
    void load(const AccountsSince& which, const std::string& account);
    void load(const SentOn& which, long long sent);
    void load(const EvidenceRef& who, const Told& told) { evidence_.emplace(who, told); }

    void apply(const PutStanding& change);
    void apply(const CountTraffic& change);
    void apply(const TellEvidence& change);

    [[nodiscard]] std::vector<SenderStanding> standings(const StandingsAt& place) const;
    /// Everybody's.
    [[nodiscard]] std::optional<SenderStanding> everybodys(const std::string& domain,
                                                           const std::string& provider) const;
    [[nodiscard]] std::vector<SenderStanding> standings_of(const std::string& domain) const;
    [[nodiscard]] SenderTraffic traffic(const TrafficSince& which) const;
    [[nodiscard]] long long accounts(const AccountsSince& which) const;
    [[nodiscard]] long long sent_on(const SentOn& which) const;
    using Evidence = std::vector<std::pair<EvidenceRef, Told>>;
    /// Of the domain at the provider, of the two kinds.
    [[nodiscard]] Evidence evidence(const EvidenceSince& which) const;
    /// The refusals of the mailbox, of whatever domain.
    [[nodiscard]] Evidence refusals(const RefusalsOf& which) const;

  private:
    using Place = std::pair<std::string, std::string>;  ///< Provider and account.
    struct Source {
        std::string domain;
        std::optional<std::string> provider;
        std::optional<std::string> account;
        // NOLINTNEXTLINE(modernize-use-nullptr): as in reach.hpp
        auto operator<=>(const Source&) const = default;
    };

    SenderStanding* standing(const SenderStanding& of);
    void add(const Source& source, const CountTraffic& counted);

    SenderReach loaded_;
    std::map<Place, std::vector<SenderStanding>> standings_;
    std::map<Source, std::map<TimePoint, SenderTraffic>> traffic_;  ///< Sums, by since when.
    std::map<AccountsSince, std::set<std::string>> accounts_;
    std::map<SentOn, long long> sent_on_;
    std::map<EvidenceRef, Told> evidence_;
    std::vector<CountTraffic> counted_;  ///< By this batch: sums that are loaded later lack it.
};

}  // namespace postern::ledger
