// SPDX-License-Identifier: Apache-2.0
#include "sender_memory.hpp"

#include <algorithm>
#include <string>

#include "postern/sender/refusal.hpp"

namespace postern {

SenderMemory::Choice SenderMemory::choose(const Mail& mail, TimePoint now) {
    const auto ranked =
        ranked_senders(pool_, std::to_string(mail.to.account), std::to_string(mail.to.provider));
    std::vector<SenderCandidate> candidates;
    candidates.reserve(ranked.size());
    for (const auto* each : ranked) candidates.push_back({each->domain});
    const auto standings = standings_at(mail.to.provider);
    const auto none_sent = [](const std::string&) { return 0LL; };
    const std::string except = mail.attempt == 0 ? "" : pool_[mail.sender].domain;
    const auto choice = choose_sender(candidates, {standings, none_sent, now}, terms_, except);
    if (choice.candidate == nullptr) return {std::nullopt, choice.retry_at};
    const auto* chosen = ranked[static_cast<std::size_t>(choice.candidate - candidates.data())];
    return {static_cast<std::size_t>(chosen - pool_.data())};
}

void SenderMemory::departed(const Mail& mail) {
    auto& [standing, traffic, refusals] = known(mail);
    ++this_hour(traffic, mail.sent).sent;
    if (!standing) return;
    if (auto next = after_departure(*standing, mail.sent, terms_)) standing = std::move(next);
}

void SenderMemory::refused(const Mail& mail, TimePoint now) {
    auto& [standing, traffic, refusals] = known(mail);
    ++this_hour(traffic, now).refused;
    const SenderTraffic recent{traffic.now.sent + traffic.before.sent,
                               traffic.now.refused + traffic.before.refused};
    const auto number = mail.to.number();
    const bool alone = std::none_of(refusals.begin(), refusals.end(), [&](const auto& each) {
        return each.first != number && each.second >= now - kRefusalHours;
    });
    SenderStrike strike{pool_[mail.sender].domain, "",          "", "", mail.sent, now,
                        std::to_string(number),    mail.attempt};
    strike.alone = alone;
    strike.refuses_all = domains_refused_by(mail, now) > 1;
    refusals[number] = now;
    for (auto& next : judge_refusal(standings_at(mail.to.provider), strike, recent, terms_)) {
        standing_of(mail.to.provider, next.domain) = std::move(next);
    }
}

long SenderMemory::domains_refused_by(const Mail& mail, TimePoint now) const {
    const auto& there = known_.at(mail.to.provider);
    return std::count_if(there.begin(), there.end(), [&](const Known& each) {
        const auto found = each.refusals.find(mail.to.number());
        return found != each.refusals.end() && found->second >= now - std::chrono::hours{24};
    });
}

std::vector<SenderStanding> SenderMemory::standings_at(int provider) const {
    std::vector<SenderStanding> all;
    const auto known = known_.find(provider);
    if (known == known_.end()) return all;
    for (const auto& each : known->second) {
        if (each.standing) all.push_back(*each.standing);
    }
    return all;
}

std::optional<SenderStanding>& SenderMemory::standing_of(int provider, const std::string& domain) {
    const auto found = std::find_if(pool_.begin(), pool_.end(),
                                    [&](const auto& each) { return each.domain == domain; });
    return known_[provider].at(static_cast<std::size_t>(found - pool_.begin())).standing;
}

SenderMemory::Known& SenderMemory::known(const Mail& mail) {
    auto& at_provider = known_[mail.to.provider];
    at_provider.resize(pool_.size());
    return at_provider[mail.sender];
}

SenderTraffic& SenderMemory::this_hour(Traffic& traffic, TimePoint now) {
    using std::chrono::hours;
    const TimePoint hour = std::chrono::floor<hours>(now);
    if (hour != traffic.hour) {
        traffic.before = traffic.hour + hours{1} == hour ? traffic.now : SenderTraffic{};
        traffic.now = {};
        traffic.hour = hour;
    }
    return traffic.now;
}

}  // namespace postern
