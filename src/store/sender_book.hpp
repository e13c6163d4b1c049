// SPDX-License-Identifier: Apache-2.0
//
// How sender domains stand, and what they sent, in terms of rows: loaded for the ledger's rules,
// written as they decided, each change of a standing with its entry in the trail, and pruned.
//
// Every function runs within a transaction that its caller began. Throws soci::soci_error.
#pragma once

#include <string>

#include "postern/config/settings.hpp"
#include "postern/ledger/known_senders.hpp"

#include "query.hpp"
#include "sender_evidence.hpp"
#include "sender_row.hpp"
#include "traffic_book.hpp"

namespace postern {

class SenderBook {
  public:
    explicit SenderBook(soci::session& sql);

    TrafficBook traffic;

    void load(const ledger::SenderReach& lacking, ledger::KnownSenders& known);
    void write(const ledger::PutStanding& change) { put(put_, change.standing); }
    void write(const SenderChange& change);
    void write(const ledger::CountTraffic& change) { traffic.count(change); }
    void write(const ledger::TellEvidence& change) { evidence_.write(change); }

    /// Removes what nothing depends on any more, of the trail `count` rows at most. True while
    /// there may be more.
    bool prune(TimePoint now, TimePoint before, TimePoint healed_before, int count);

  private:
    using Text = std::string;

    SenderEvidence evidence_;
    Query<StandingRow> put_;
    Query<In<Text, Text, Text, Text, Text, Text, Text, Text>, StandingRow> standings_;
    Query<In<Text>, StandingRow> of_domain_;
    Query<In<Text, Text, Text, Text, Text, Text, Text, long long, long long, int>> note_;
    Query<In<long long>> prune_standings_;
    Query<In<long long, int>> prune_changes_;
};

}  // namespace postern
