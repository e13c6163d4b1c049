// SPDX-License-Identifier: Apache-2.0
#include "postern/ledger/known_suppressions.hpp"

#include <algorithm>

#include "known.hpp"

namespace postern::ledger {

SuppressionReach KnownSuppressions::take_up(const SuppressionReach& reach) {
    SuppressionReach lacking;
    lacking.subjects = ledger::take_up(loaded_.subjects, reach.subjects);
    lacking.lifted = ledger::take_up(loaded_.lifted, reach.lifted);
    lacking.reports = ledger::take_up(loaded_.reports, reach.reports);
    lacking.disbelieved = ledger::take_up(loaded_.disbelieved, reach.disbelieved);
    lacking.victims = ledger::take_up(loaded_.victims, reach.victims);
    return lacking;
}

void KnownSuppressions::load(Suppression suppression) {
    auto subject = suppression.subject;
    by_subject_.emplace(std::move(subject), std::move(suppression));
}

void KnownSuppressions::load_lifted(const std::string& subject, TimePoint at) {
    const auto [known, is_new] = lifted_.emplace(subject, at);
    known->second = std::max(known->second, at);
}

void KnownSuppressions::load(const ReportRef& report, EarlierReport earlier) {
    reports_.emplace(report, std::move(earlier));
}

void KnownSuppressions::apply(const PutSuppression& change) {
    by_subject_[change.suppression.subject] = change.suppression;
}

void KnownSuppressions::apply(const RemoveSuppression& change) {
    by_subject_[change.subject] = std::nullopt;
}

void KnownSuppressions::apply(const SuppressionChange& change) {
    if (change.what == "lifted") load_lifted(change.subject, change.at);
}

void KnownSuppressions::apply(const RecordBounce& change) {
    const auto& b = change.bounce;
    load({b.notification, b.attempt, b.use},
         {b.delivery, b.effect, b.sender_domain, std::string(name_of(b.fault))});
}

void KnownSuppressions::apply(const AmendBounce& change) {
    const auto known = reports_.find({change.notification, change.attempt, change.use});
    if (known != reports_.end()) known->second.effect = change.effect;
}

void KnownSuppressions::apply(const CountDisbelief& change) {
    if (counted_.insert({change.victim, change.why}).second) ++victims_;
}

std::optional<Suppression> KnownSuppressions::find(const std::string& subject) const {
    expect_loaded(loaded_.subjects, subject, "what is held against a subject");
    const auto found = by_subject_.find(subject);
    return found == by_subject_.end() ? std::nullopt : found->second;
}

std::optional<TimePoint> KnownSuppressions::lifted_at(const std::string& subject) const {
    expect_loaded(loaded_.lifted, subject, "when a subject was lifted");
    const auto found = lifted_.find(subject);
    return found == lifted_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<EarlierReport> KnownSuppressions::report(const ReportRef& report) const {
    expect_loaded(loaded_.reports, report, "an earlier report");
    const auto found = reports_.find(report);
    return found == reports_.end() ? std::nullopt : std::optional(found->second);
}

bool KnownSuppressions::is_counted(const DisbeliefRef& disbelief) const {
    expect_loaded(loaded_.disbelieved, disbelief, "whether a report was disbelieved before");
    return counted_.contains(disbelief);
}

long long KnownSuppressions::victims() const {
    expect_loaded(loaded_.victims, "how many victims of reports there are");
    return victims_;
}

}  // namespace postern::ledger
