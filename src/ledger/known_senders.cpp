// SPDX-License-Identifier: Apache-2.0
#include "postern/ledger/known_senders.hpp"

#include <algorithm>
#include <array>

#include "known.hpp"

namespace postern::ledger {

namespace {

constexpr std::array<std::pair<EvidenceKind, std::string_view>, 4> kEvidenceKinds{{
    {EvidenceKind::refused, "refused"},
    {EvidenceKind::delayed, "delayed"},
    {EvidenceKind::complaint, "complaint"},
    {EvidenceKind::hearsay, "hearsay"},
}};

bool is_complaint(EvidenceKind kind) {
    return kind == EvidenceKind::complaint || kind == EvidenceKind::hearsay;
}

bool is_within(const CountTraffic& counted, const TrafficSince& which) {
    return counted.domain == which.domain &&
           counted.provider == which.provider.value_or(counted.provider) &&
           counted.account == which.account.value_or(counted.account) &&
           hour_of(counted.at) >= which.since;
}

}  // namespace

std::string_view name_of(EvidenceKind kind) {
    return kEvidenceKinds.at(static_cast<std::size_t>(kind)).second;
}

std::optional<EvidenceKind> evidence_kind_from(std::string_view name) {
    for (const auto& [value, candidate] : kEvidenceKinds) {
        if (candidate == name) return value;
    }
    return std::nullopt;
}

SenderReach KnownSenders::take_up(const SenderReach& reach) {
    SenderReach lacking;
    lacking.standings = ledger::take_up(loaded_.standings, reach.standings);
    lacking.standings_of = ledger::take_up(loaded_.standings_of, reach.standings_of);
    lacking.traffic = ledger::take_up(loaded_.traffic, reach.traffic);
    lacking.accounts = ledger::take_up(loaded_.accounts, reach.accounts);
    lacking.sent_on = ledger::take_up(loaded_.sent_on, reach.sent_on);
    lacking.evidence = ledger::take_up(loaded_.evidence, reach.evidence);
    lacking.refusals = ledger::take_up(loaded_.refusals, reach.refusals);
    return lacking;
}

void KnownSenders::load(SenderStanding loaded) {
    if (standing(loaded) != nullptr) return;
    standings_[{loaded.provider, loaded.account}].push_back(std::move(loaded));
}

void KnownSenders::load(const TrafficSince& which, const SenderTraffic& sum) {
    auto& known = traffic_[{which.domain, which.provider, which.account}][which.since];
    known = sum;
    for (const auto& each : counted_) {
        if (is_within(each, which)) known += each.more;
    }
}

void KnownSenders::load(const AccountsSince& which, const std::string& account) {
    accounts_[which].insert(account);
}

void KnownSenders::load(const SentOn& which, long long sent) {
    auto& known = sent_on_[which];
    known = sent;
    for (const auto& each : counted_) {
        if (each.domain == which.domain && day_of(each.at) == which.day) known += each.more.sent;
    }
}

void KnownSenders::apply(const PutStanding& change) {
    if (auto* const known = standing(change.standing)) {
        *known = change.standing;
    } else {
        load(change.standing);
    }
}

void KnownSenders::apply(const CountTraffic& change) {
    counted_.push_back(change);
    add({change.domain, std::nullopt, change.account}, change);
    add({change.domain, change.provider, change.account}, change);
    add({change.domain, change.provider, std::nullopt}, change);
    const auto known = sent_on_.find({change.domain, day_of(change.at)});
    if (known != sent_on_.end()) known->second += change.more.sent;
}

void KnownSenders::apply(const TellEvidence& c) {
    auto& told = evidence_[{c.domain, c.provider, c.kind, c.account, c.mailbox}];
    told.at = c.at;
    if (!c.counts) return;
    told.counted = c.at;
    told.sent = c.sent;
}

std::vector<SenderStanding> KnownSenders::standings(const StandingsAt& place) const {
    expect_loaded(loaded_.standings, place, "how sender domains stand at a provider");
    std::vector<SenderStanding> found;
    for (const auto& provider :
         std::set<std::string>{std::string(kEveryProvider), place.provider}) {
        for (const auto& account : std::set<std::string>{"", place.account}) {
            const auto there = standings_.find({provider, account});
            if (there == standings_.end()) continue;
            found.insert(found.end(), there->second.begin(), there->second.end());
        }
    }
    return found;
}

std::optional<SenderStanding> KnownSenders::everybodys(const std::string& domain,
                                                       const std::string& provider) const {
    const auto place = loaded_.standings.lower_bound({provider, ""});
    expect_loaded(place != loaded_.standings.end() && place->provider == provider,
                  "how a sender domain stands for everybody");
    const auto there = standings_.find({provider, ""});
    if (there == standings_.end()) return std::nullopt;
    for (const auto& each : there->second) {
        if (each.domain == domain) return each;
    }
    return std::nullopt;
}

std::vector<SenderStanding> KnownSenders::standings_of(const std::string& domain) const {
    expect_loaded(loaded_.standings_of, domain, "how a sender domain stands everywhere");
    std::vector<SenderStanding> found;
    for (const auto& [place, there] : standings_) {
        std::copy_if(there.begin(), there.end(), std::back_inserter(found),
                     [&](const auto& each) { return each.domain == domain; });
    }
    return found;
}

SenderTraffic KnownSenders::traffic(const TrafficSince& which) const {
    expect_loaded(loaded_.traffic, which, "what a sender domain sent");
    return traffic_.at({which.domain, which.provider, which.account}).at(which.since);
}

long long KnownSenders::accounts(const AccountsSince& which) const {
    expect_loaded(loaded_.accounts, which, "for how many accounts a sender domain sent");
    std::set<std::string> accounts;
    if (const auto known = accounts_.find(which); known != accounts_.end()) {
        accounts = known->second;
    }
    for (const auto& each : counted_) {
        const bool is_there = each.domain == which.domain && each.provider == which.provider;
        const bool is_of_account = each.more.sent + each.more.refused > 0;
        if (is_there && is_of_account && hour_of(each.at) >= which.since) {
            accounts.insert(each.account);
        }
    }
    return static_cast<long long>(accounts.size());
}

long long KnownSenders::sent_on(const SentOn& which) const {
    expect_loaded(loaded_.sent_on, which, "what a sender domain sent on a day");
    return sent_on_.at(which);
}

KnownSenders::Evidence KnownSenders::evidence(const EvidenceSince& which) const {
    expect_loaded(loaded_.evidence, which, "what is said of a sender domain");
    Evidence found;
    const EvidenceRef first{which.domain, which.provider, EvidenceKind::refused, "", ""};
    for (auto each = evidence_.lower_bound(first); each != evidence_.end(); ++each) {
        const auto& who = each->first;
        if (who.domain != which.domain || who.provider != which.provider) break;
        if (is_complaint(who.kind) == which.is_complaint) found.push_back(*each);
    }
    return found;
}

KnownSenders::Evidence KnownSenders::refusals(const RefusalsOf& which) const {
    expect_loaded(loaded_.refusals, which, "which sender domains a mailbox refused");
    Evidence found;
    for (const auto& each : evidence_) {
        const auto& who = each.first;
        const bool is_theirs = who.provider == which.provider && who.account == which.account &&
                               who.mailbox == which.mailbox;
        if (who.kind == EvidenceKind::refused && is_theirs) found.push_back(each);
    }
    return found;
}

SenderStanding* KnownSenders::standing(const SenderStanding& of) {
    const auto there = standings_.find({of.provider, of.account});
    if (there == standings_.end()) return nullptr;
    const auto found = std::find_if(there->second.begin(), there->second.end(),
                                    [&](const auto& each) { return each.domain == of.domain; });
    return found == there->second.end() ? nullptr : &*found;
}

void KnownSenders::add(const Source& source, const CountTraffic& counted) {
    const auto known = traffic_.find(source);
    if (known == traffic_.end()) return;
    for (auto& [since, sum] : known->second) {
        if (since <= hour_of(counted.at)) sum += counted.more;
    }
}

}  // namespace postern::ledger
