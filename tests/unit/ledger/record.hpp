// SPDX-License-Identifier: Apache-2.0
//
// A record in memory: the smallest engine there can be. It loads what the ledger's rules look at
// and writes what they decided, row by row, with the meaning that the tables of the state have.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "postern/ledger/decide.hpp"

namespace postern::ledger {

struct Record {
    using Text = std::string;

    std::map<Text, Notification> notifications;
    std::map<Text, LossReport> loss_reports;
    std::map<Text, Suppression> suppressions;
    std::map<Text, TimePoint> lifted;
    std::map<ReportRef, EarlierReport> reports;
    std::map<DisbeliefRef, int> disbelieved;
    std::vector<SenderStanding> standings;  ///< The oldest first.
    std::map<std::tuple<Text, Text, TimePoint>, SenderTraffic> hours;
    std::map<std::tuple<Text, Text, Text, TimePoint>, SenderTraffic> accounts;
    std::map<std::tuple<Text, TimePoint>, long long> days;
    std::map<EvidenceRef, Told> evidence;
    std::optional<TimePoint> restored;
    bool operator==(const Record&) const = default;

    void load(const Reach& reach, Book& book) const;
    void write(const std::vector<Change>& changes);

    /// One request in a transaction of its own.
    Answer decide(const Request& request, const Terms& terms);
    template <typename Asked>
    typename Asked::Reply ask(Asked request, const Terms& terms = {}) {
        return std::get<typename Asked::Reply>(decide(Request(std::move(request)), terms));
    }

  private:
    void load(const NotificationReach& lacking, KnownNotifications& known) const;
    void load(const SuppressionReach& lacking, KnownSuppressions& known) const;
    void load(const SenderReach& lacking, KnownSenders& known) const;
    void load_traffic(const SenderReach& lacking, KnownSenders& known) const;
    void load_evidence(const SenderReach& lacking, KnownSenders& known) const;
    void write(const PutNotification& c);
    void write(const RemoveDraft& c);
    void write(const PutLossReport& c);
    void write(const PutSuppression& c);
    void write(const RemoveSuppression& c);
    void write(const SuppressionChange& c);
    void write(const RecordBounce& c);
    void write(const AmendBounce& c);
    void write(const CountDisbelief& c);
    void write(const PutStanding& c);
    void write(const SenderChange& c);
    void write(const CountTraffic& c);
    void write(const TellEvidence& c);
};

}  // namespace postern::ledger
