// SPDX-License-Identifier: Apache-2.0
//
// The suppression book: what bounces, operators and sending mean, in terms of rows. What a
// standing is and how it changes is decided by postern/bounce/suppression.hpp; here it is kept,
// each change with its entry in the trail.
//
// Every function runs within a writing transaction that its caller began, so what is read here
// cannot change before it is committed: a token acts once, and a cool-down ends in one probe,
// whoever else is deciding. Throws soci::soci_error.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "postern/store/state.hpp"

#include "query.hpp"
#include "suppression_row.hpp"

namespace postern {

/// What is on record of the report that used a token.
struct EarlierReport {
    std::string delivery;
    std::string effect;
    std::string sender_domain;
    std::string fault;
};

class SuppressionBook {
  public:
    SuppressionBook(soci::session& sql, SuppressionTerms terms);

    /// What a notification about to be sent is held back by, or nothing; the first one after a
    /// cool-down is noted down as its probe.
    std::optional<Suppression> objection_to(const Notification& notification);

    /// The report of that departure and use before, if there was one.
    std::optional<EarlierReport> earlier(const ProvedBounce& bounce, BounceUse use);
    /// Changes the standing it speaks of.
    BounceEffect act(const ProvedBounce& bounce);
    /// Changes nothing, and is counted.
    BounceEffect replayed(const ProvedBounce& bounce);
    void record(const ProvedBounce& bounce, const BounceEffect& effect);
    /// What became of it after all.
    void amend(const ProvedBounce& bounce, const BounceEffect& effect);

    void disbelieve(const std::string& victim, Disbelief why, TimePoint at);
    int suppress(const std::vector<Suppression>& suppressions, IfHeld if_held,
                 const Author& author);
    int lift(const std::vector<std::string>& subjects, const Author& author);

    /// Removes some of what is older than `before` and holds nobody any more, of each table `count`
    /// rows or a few more. True while there may be more.
    bool prune(TimePoint before, int count);

  private:
    using Text = std::string;

    /// Looks at the `count` changes of the trail behind those it looked at before, from the first
    /// again once it came to one that is too new. False then.
    bool prune_trail(long long before, int count);
    /// "agent/kind" is its own key.
    [[nodiscard]] Text key(const Text& subject) const { return terms_.comparison.key(subject); }
    [[nodiscard]] Text mailbox(const Text& subject, const Text& provider = {}) const {
        return held_mailbox(terms_.comparison, subject, provider);
    }
    std::optional<Suppression> standing_of(const Text& subject);
    BounceEffect strike(const ProvedBounce& bounce, Cause cause);
    BounceEffect deliver(const ProvedBounce& bounce);
    std::optional<TimePoint> lifted_at(const Text& subject);
    void note(const Text& subject, std::string_view what, Cause cause, const Author& author);

    SuppressionTerms terms_;
    Query<SuppressionRow> put_;
    Query<In<Text, Text, Text, Text>, SuppressionRow> standings_;
    Query<In<Text>> remove_;
    Query<In<Text>, Out<long long>> lifted_;
    Query<In<Text, Text, Text, Text, Text, long long>> note_;
    Query<In<Text, int, Text>, Out<Text, Text, Text, Text>> used_;
    Query<
        In<Text, int, Text, Text, Text, Text, Text, Text, Text, Text, Text, long long, Text, Text>>
        record_;
    Query<In<Text, Text, Text, int, Text>> amend_;
    Query<In<Text, Text>, Out<int>> is_counted_;
    Query<In<>, Out<long long>> victims_;
    Query<In<Text, Text, long long, long long>> count_;
    Query<In<long long, int>> prune_bounces_;
    Query<In<long long, int>> prune_counts_;
    Query<In<long long, int>, Out<long long, long long>> next_changes_;
    Query<In<long long, long long, long long>> prune_changes_;
    Query<In<long long, long long, int>> prune_over_;
    long long last_seen_change_ = 0;
};

}  // namespace postern
