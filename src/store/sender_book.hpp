// SPDX-License-Identifier: Apache-2.0
//
// The sender book: which sender domain a notification takes, what it sent and what came back, in
// terms of rows. How a standing changes is decided by postern/sender; here it is kept, each change
// with its entry in the trail.
//
// Every function runs within a writing transaction that its caller began: two notifications never
// take the last place under a cap, and a suspension ends in the probes that it allows, whoever
// else is deciding. Throws soci::soci_error.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "postern/store/state.hpp"

#include "query.hpp"
#include "sender_evidence.hpp"
#include "sender_row.hpp"

namespace postern {

class SenderBook {
  public:
    SenderBook(soci::session& sql, ReputationSettings terms);

    /// The first of the destination's sender domains that the account may use now, other than
    /// `except`.
    SenderChoice choose(const Destination& to, const std::string& account, TimePoint now,
                        std::string_view except = {});
    /// That notification leaves from its sender domain now.
    void departed(const Notification& notification, TimePoint now);

    struct Change {
        std::vector<SenderStanding> suspended{};  ///< The account's, everybody's.
        std::vector<SenderStanding> resumed{};    ///< The same mailbox refused those.
        bool is_disputed = false;                 ///< That mailbox refuses every domain.
        bool is_worrying = false;  ///< Too many complaints to pass over, too few to suspend.
    };
    /// Counts what came back for the sender domain, and what follows.
    Change bounced(const ProvedBounce& bounce);

    void suspend(SenderStanding next, const Author& author);  ///< Senders
    int resume(const std::string& domain, const std::string& provider, const Author& author);

    /// Removes what nothing depends on any more, of the trail `count` rows at most. True while
    /// there may be more.
    bool prune(TimePoint now, TimePoint before, int count);

  private:
    using Text = std::string;

    std::vector<SenderStanding> standings_at(const Text& provider, const Text& account);
    std::optional<SenderStanding> everybodys(const Text& domain, const Text& provider);
    void hold(const SenderStanding& suspended, const Author& author);
    Change refused(SenderStrike strike);
    void judge_for_the_account(const SenderStrike& strike, Change& change);
    void judge_for_everybody(const SenderStrike& strike, Change& change);
    Change complained(const SenderStrike& strike, bool vouched);
    long long sent_within(const SenderStrike& strike, Duration span);
    SentToday sent_today(const Text& domain, const Text& account, TimePoint now);
    void count(const Text& domain, const Text& provider, TimePoint at, const SenderTraffic& more);
    void note(const SenderStanding& standing, std::string_view what, const Author& author);

    ReputationSettings terms_;
    SenderEvidence evidence_;
    Query<StandingRow> put_;
    Query<In<Text, Text, Text>, StandingRow> standings_;
    Query<In<Text, Text>, StandingRow> standing_;
    Query<In<Text>, StandingRow> of_domain_;
    Query<In<Text, Text, Text, Text, Text, Text, Text, long long, long long, int>> note_;
    Query<In<Text, Text, long long, long long, long long, long long, long long, long long>> count_;
    Query<In<Text, long long>> count_day_;
    Query<In<Text, long long>, Out<long long>> sent_on_day_;
    Query<In<Text, Text, long long>, Out<long long>> sent_since_;
    Query<In<long long>> prune_traffic_;
    Query<In<long long>> prune_days_;
    Query<In<long long>> prune_standings_;
    Query<In<long long, int>> prune_changes_;
};

}  // namespace postern
