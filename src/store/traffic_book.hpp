// SPDX-License-Identifier: Apache-2.0
//
// What sender domains sent and what came back, in terms of rows: by the hour for each provider and
// for each account, and by the day. As the sender book, which it is a part of.
//
// What a batch counts is summed up first: each row is written once, however many notifications of
// the batch it counts.
#pragma once

#include <map>
#include <string>
#include <tuple>

#include "postern/ledger/known_senders.hpp"

#include "query.hpp"

namespace postern {

class TrafficBook {
  public:
    explicit TrafficBook(soci::session& sql);

    void load(const ledger::SenderReach& lacking, ledger::KnownSenders& known);
    /// Not in the tables before write_sums().
    void count(const ledger::CountTraffic& change);
    void write_sums();
    /// Before the first change of a batch: what one that failed has counted is gone.
    void begin();
    void prune(TimePoint now, TimePoint before);

  private:
    using Text = std::string;
    using Hour = std::tuple<Text, Text, long long>;             ///< Domain, provider, hour.
    using OfAccount = std::tuple<Text, Text, long long, Text>;  ///< And account.
    using Day = std::tuple<Text, long long>;                    ///< Domain, day.

    void load(const ledger::TrafficSince& which, ledger::KnownSenders& known);

    std::map<Hour, SenderTraffic> hours_;
    std::map<OfAccount, SenderTraffic> accounts_;
    std::map<Day, long long> days_;

    Query<In<Text, Text, long long, long long, long long, long long, long long, long long>>
        count_hour_;
    Query<In<Text, Text, long long, Text, long long, long long>> count_account_;
    Query<In<Text, long long, long long>> count_day_;
    Query<In<Text, long long>, Out<long long>> sent_on_;
    Query<In<Text, Text, long long>, Out<long long>> of_all_;
    Query<In<Text, Text, long long>, Out<long long, long long>> of_account_;
    Query<In<Text, Text, Text, long long>, Out<long long, long long>> of_account_there_;
    Query<In<Text, Text, long long>, Out<Text>> which_accounts_;
    Query<In<long long>> prune_hours_;
    Query<In<long long>> prune_accounts_;
    Query<In<long long>> prune_days_;
};

}  // namespace postern
