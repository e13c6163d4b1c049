// SPDX-License-Identifier: Apache-2.0
//
// Suppressions, their trail, and what came back, in terms of rows: loaded for the ledger's rules,
// written as they decided, and pruned.
//
// Every function runs within a transaction that its caller began. Throws soci::soci_error.
#pragma once

#include <set>
#include <string>

#include "postern/ledger/known_suppressions.hpp"

#include "query.hpp"
#include "suppression_row.hpp"

namespace postern {

class SuppressionBook {
  public:
    explicit SuppressionBook(soci::session& sql);

    void load(const ledger::SuppressionReach& lacking, ledger::KnownSuppressions& known);
    void write(const ledger::PutSuppression& change) { put(put_, change.suppression); }
    void write(const ledger::RemoveSuppression& change) { remove_.run(change.subject); }
    void write(const SuppressionChange& change);
    void write(const ledger::RecordBounce& change);
    void write(const ledger::AmendBounce& change);
    void write(const ledger::CountDisbelief& change);

    /// Removes some of what is older than `before` and holds nobody any more, of each table `count`
    /// rows or a few more. True while there may be more.
    bool prune(TimePoint before, int count);

  private:
    using Text = std::string;

    /// Looks at the `count` changes of the trail behind those it looked at before, from the first
    /// again once it came to one that is too new. False then.
    bool prune_trail(long long before, int count);
    void load_standings(const std::set<Text>& subjects, ledger::KnownSuppressions& known);
    void load_report(const ledger::ReportRef& report, ledger::KnownSuppressions& known);

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
