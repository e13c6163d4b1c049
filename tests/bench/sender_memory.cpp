// SPDX-License-Identifier: Apache-2.0
#include "sender_memory.hpp"

#include <algorithm>

#include "postern/sender/refusal.hpp"

namespace postern {

namespace {

using std::chrono::days;
using std::chrono::hours;

constexpr Duration kDay = hours{24};

SenderTraffic& this_hour(SenderTraffic& now, SenderTraffic& before, TimePoint& hour, TimePoint at) {
    const TimePoint current = std::chrono::floor<hours>(at);
    if (current != hour) {
        before = hour + hours{1} == current ? now : SenderTraffic{};
        now = {};
        hour = current;
    }
    return now;
}

template <typename Words>
void add_witnesses(std::vector<Witness>& all, const Words& words, TimePoint since, TimePoint sent) {
    for (const auto& [who, word] : words) {
        if (word.counted >= since && word.sent >= sent) all.push_back({who.first, who.second});
    }
}

template <typename Words>
void forget(Words& words, TimePoint before) {
    std::erase_if(words, [&](const auto& each) { return each.second.told < before; });
}

/// What left before it was over is what it was about.
TimePoint end_of(const std::optional<SenderStanding>& suspension) {
    return suspension && suspension->until ? *suspension->until : TimePoint{};
}

}  // namespace

std::string SenderMemory::account_of(const Mail& mail) const {
    return judges_ == Judges::all_as_one ? "all" : std::to_string(mail.to.account);
}

SenderMemory::Choice SenderMemory::choose(const Mail& mail, TimePoint now) {
    const auto ranked =
        ranked_senders(pool_, std::to_string(mail.to.account), std::to_string(mail.to.provider));
    std::vector<SenderCandidate> candidates;
    candidates.reserve(ranked.size());
    for (const auto* each : ranked)
        candidates.push_back({each->domain, "", cap_on_day(*each, now)});
    const auto standings = standings_at(mail, true);
    const auto sent = [&](const std::string& domain) {
        return sent_today(place_of(domain), mail, now);
    };
    const std::string except = mail.attempt == 0 ? "" : pool_[mail.sender].domain;
    const auto choice = choose_sender(candidates, {standings, sent, now}, terms_, except);
    if (choice.candidate == nullptr) return {std::nullopt, choice.retry_at};
    const auto* chosen = ranked[static_cast<std::size_t>(choice.candidate - candidates.data())];
    return {static_cast<std::size_t>(chosen - pool_.data())};
}

void SenderMemory::departed(const Mail& mail) {
    auto& there = known(mail.to.provider, mail.sender);
    const auto account = account_of(mail);
    auto& traffic = there.traffic[account];
    ++this_hour(traffic.now, traffic.before, traffic.hour, mail.sent).sent;
    const TimePoint day = std::chrono::floor<days>(mail.sent);
    ++there.departures[day];
    if (pool_[mail.sender].daily_cap > 0) ++days_[{mail.sender, day}][account];
    const auto pass_on = [&](SenderStanding& standing) {
        auto next = after_departure(standing, mail.sent, terms_);
        if (!next) return;
        standing = *std::move(next);
    };
    if (there.everybodys) pass_on(*there.everybodys);
    const auto own = there.by_account.find(account);
    if (own != there.by_account.end()) pass_on(own->second);
}

void SenderMemory::told(const Mail& mail, Says what, bool proved, TimePoint now) {
    const bool counts = proved || judges_ == Judges::all_as_one;
    if (what == Says::complains) {
        complain(mail, counts, now);
    } else if (counts) {
        refuse(mail, what == Says::delayed, now);
    }
}

SenderStrike SenderMemory::strike_of(const Mail& mail, bool is_delay, TimePoint now) {
    const auto account = account_of(mail);
    SenderStrike strike{pool_[mail.sender].domain, "",           "",      "", mail.sent, now,
                        mail.to.mailbox(),         mail.attempt, is_delay};
    strike.account = account;
    long domains = 0;
    for (std::size_t i = 0; i < pool_.size(); ++i) {
        const auto& refusals = known(mail.to.provider, i).refusals;
        const auto found = refusals.find({account, strike.mailbox});
        if (found != refusals.end() && found->second.told >= now - kDay) ++domains;
    }
    strike.refuses_all = domains > 1;
    const auto& refusals = known(mail.to.provider, mail.sender).refusals;
    for (auto each = refusals.lower_bound({account, ""});
         each != refusals.end() && each->first.first == account; ++each) {
        const bool recent = each->second.told >= now - kRefusalHours;
        if (recent && each->first.second != strike.mailbox) strike.alone = false;
    }
    return strike;
}

void SenderMemory::refuse(const Mail& mail, bool is_delay, TimePoint now) {
    const auto strike = strike_of(mail, is_delay, now);
    auto& there = known(mail.to.provider, mail.sender);
    forget(there.refusals, now - kDay);
    forget(there.delays, now - kDay);
    auto& word = (is_delay ? there.delays : there.refusals)[{strike.account, strike.mailbox}];
    word.told = now;
    if (!strike.refuses_all) word.counted = now, word.sent = mail.sent;

    auto& traffic = there.traffic[strike.account];
    ++this_hour(traffic.now, traffic.before, traffic.hour, now).refused;
    const SenderTraffic recent{traffic.now.sent + traffic.before.sent,
                               traffic.now.refused + traffic.before.refused};
    for (auto& next : judge_refusal(standings_at(mail, false), strike, recent, terms_)) {
        known(mail.to.provider, place_of(next.domain)).by_account[strike.account] = std::move(next);
    }
    if (judges_ == Judges::all_as_one) return;
    Refusals told;
    for (const auto* words : {&there.refusals, &there.delays}) {
        add_witnesses(told.witnesses, *words, now - kRefusalHours, end_of(there.everybodys));
    }
    const auto first_hour = std::chrono::floor<hours>(now) - kRefusalHours + hours{1};
    told.accounts = std::count_if(there.traffic.begin(), there.traffic.end(),
                                  [&](const auto& each) { return each.second.hour >= first_hour; });
    if (auto next = after_refusals(there.everybodys, strike, told, terms_)) {
        there.everybodys = std::move(next);
    }
}

void SenderMemory::complain(const Mail& mail, bool vouched, TimePoint now) {
    auto& there = known(mail.to.provider, mail.sender);
    // As one: each a word of its own, whoever says it.
    const auto mailbox =
        judges_ == Judges::all_as_one ? std::to_string(there.complaints.size()) : mail.to.mailbox();
    const auto account = judges_ == Judges::all_as_one ? mailbox : account_of(mail);
    if (vouched) there.complaints[{account, mailbox}] = {now, now, mail.sent};
    Complaints told;
    add_witnesses(told.vouched, there.complaints, now - kComplaintHours, end_of(there.everybodys));
    for (const auto& [day, count] : there.departures) {
        if (day >= now - kComplaintHours) told.sent += count;
    }
    SenderStrike strike{pool_[mail.sender].domain, "", "", "", mail.sent, now};
    if (auto next = after_complaints(there.everybodys, strike, told, terms_)) {
        there.everybodys = std::move(next);
    }
}

SentToday SenderMemory::sent_today(std::size_t sender, const Mail& mail, TimePoint now) const {
    SentToday sent;
    const auto day = days_.find({sender, TimePoint(std::chrono::floor<days>(now))});
    sent.among_others = judges_ == Judges::each_account;
    if (day == days_.end()) return sent;
    for (const auto& [account, count] : day->second) {
        sent.by_all += count;
        if (account == account_of(mail)) sent.by_account = count;
    }
    return sent;
}

std::vector<SenderStanding> SenderMemory::standings_at(const Mail& mail,
                                                       bool with_everybodys) const {
    std::vector<SenderStanding> all;
    const auto known = known_.find(mail.to.provider);
    if (known == known_.end()) return all;
    const auto account = account_of(mail);
    for (const auto& each : known->second) {
        if (each.everybodys && with_everybodys) all.push_back(*each.everybodys);
        const auto own = each.by_account.find(account);
        if (own != each.by_account.end()) all.push_back(own->second);
    }
    return all;
}

std::size_t SenderMemory::place_of(const std::string& domain) const {
    const auto found = std::find_if(pool_.begin(), pool_.end(),
                                    [&](const auto& each) { return each.domain == domain; });
    return static_cast<std::size_t>(found - pool_.begin());
}

SenderMemory::Known& SenderMemory::known(int provider, std::size_t sender) {
    auto& at_provider = known_[provider];
    at_provider.resize(pool_.size());
    return at_provider[sender];
}

}  // namespace postern
