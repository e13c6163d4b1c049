// SPDX-License-Identifier: Apache-2.0
//
// What is known of sender domains besides how they stand, in terms of rows: what each account sent
// and was refused, and who said what of a domain. As the sender book, which it is a part of.
#pragma once

#include <string>

#include "postern/ledger/known_senders.hpp"

#include "query.hpp"

namespace postern {

class SenderEvidence {
  public:
    explicit SenderEvidence(soci::session& sql);

    void load(const ledger::SenderReach& lacking, ledger::KnownSenders& known);
    void write(const ledger::TellEvidence& change);
    void prune(TimePoint now);

  private:
    using Text = std::string;

    void load(const ledger::EvidenceSince& which, ledger::KnownSenders& known);
    void load(const ledger::RefusalsOf& which, ledger::KnownSenders& known);

    Query<In<Text, Text, Text, Text, Text, long long, long long, long long>> tell_;
    Query<In<Text, Text, Text, Text, long long, long long, Text, Text>,
          Out<Text, Text, Text, long long, long long, long long>>
        said_;
    Query<In<Text, Text, Text, long long>, Out<Text, long long, long long, long long>> refusals_;
    Query<In<long long, long long>> prune_;
};

}  // namespace postern
