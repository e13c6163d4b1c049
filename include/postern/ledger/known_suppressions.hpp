// SPDX-License-Identifier: Apache-2.0
//
// The book's page on suppressions and on what came back: as known_notifications.hpp.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "postern/bounce/suppression.hpp"
#include "postern/ledger/change.hpp"
#include "postern/ledger/reach.hpp"

namespace postern::ledger {

/// What is on record of the report that used a token.
struct EarlierReport {
    std::string delivery;
    std::string effect;
    std::string sender_domain;
    std::string fault;
    bool operator==(const EarlierReport&) const = default;
};

class KnownSuppressions {
  public:
    /// Of `reach`, what was not loaded yet; from now on it counts as loaded.
    SuppressionReach take_up(const SuppressionReach& reach);

    void load(Suppression suppression);
    void load_lifted(const std::string& subject, TimePoint at);
    void load(const ReportRef& report, EarlierReport earlier);
    void load_disbelieved(const DisbeliefRef& counted) { counted_.insert(counted); }
    /// Those that this batch added come on top.
    void load_victims(long long victims) { victims_ += victims; }

    void apply(const PutSuppression& change);
    void apply(const RemoveSuppression& change);
    void apply(const SuppressionChange& change);
    void apply(const RecordBounce& change);
    void apply(const AmendBounce& change);
    void apply(const CountDisbelief& change);

    [[nodiscard]] std::optional<Suppression> find(const std::string& subject) const;
    [[nodiscard]] std::optional<TimePoint> lifted_at(const std::string& subject) const;
    [[nodiscard]] std::optional<EarlierReport> report(const ReportRef& report) const;
    [[nodiscard]] bool is_counted(const DisbeliefRef& disbelief) const;
    /// How many victims there are, each as often as there are reasons.
    [[nodiscard]] long long victims() const;

  private:
    SuppressionReach loaded_;
    std::map<std::string, std::optional<Suppression>> by_subject_;
    std::map<std::string, TimePoint> lifted_;
    std::map<ReportRef, EarlierReport> reports_;
    std::set<DisbeliefRef> counted_;
    long long victims_ = 0;
};

}  // namespace postern::ledger
