// SPDX-License-Identifier: Apache-2.0
#include "departure.hpp"

#include "trail.hpp"

namespace postern::ledger {

namespace {

TrafficSince of_account_today(const std::string& domain, const std::string& account,
                              TimePoint now) {
    return {domain, std::nullopt, account, day_of(now)};
}

SentToday sent_today(const std::string& domain, const std::string& account, TimePoint now,
                     const Book& book) {
    return {book.senders.sent_on({domain, day_of(now)}),
            book.senders.traffic(of_account_today(domain, account, now)).sent,
            book.notifications.several_accounts()};
}

/// Where a step of probing is worth an entry of the trail.
void note_probing(const SenderStanding& before, const SenderStanding& next, const Notification& n,
                  TimePoint now, Book& book, const ReputationSettings& terms) {
    if (next.recovered) {
        const Author author{"posternd", "every round of probes passed", now};
        book.enter(change_of(next, "recovered", author));
    } else if (next.round != before.round) {
        const auto why = "round " + std::to_string(next.round) + " of " +
                         std::to_string(terms.probe_rounds) + ", notification " + n.id;
        book.enter(change_of(next, "probing", {"posternd", why, now}));
    }
}

}  // namespace

void reach_choice(Reach& reach, const Destination& to, const std::string& account, TimePoint now) {
    reach.senders.standings.insert({to.provider, account});
    for (const auto& candidate : to.senders) {
        if (!candidate.cap) continue;
        reach.senders.sent_on.insert({candidate.domain, day_of(now)});
        reach.senders.traffic.insert(of_account_today(candidate.domain, account, now));
        reach.notifications.accounts = true;
    }
}

SenderChoice choose(const Destination& to, const std::string& account, TimePoint now,
                    const Book& book, const ReputationSettings& terms, std::string_view except) {
    const auto standings = book.senders.standings({to.provider, account});
    const auto sent = [&](const std::string& domain) {
        return sent_today(domain, account, now, book);
    };
    return choose_sender(to.senders, {standings, sent, now}, terms, except);
}

void depart(const Notification& n, TimePoint now, Book& book, const ReputationSettings& terms) {
    SenderTraffic one;
    one.sent = 1;
    book.enter(CountTraffic{n.sender_domain, n.provider, n.account, now, one});
    for (const auto& held : book.senders.standings({n.provider, n.account})) {
        if (held.domain != n.sender_domain) continue;
        const auto next = after_departure(held, now, terms);
        if (!next) continue;
        book.enter(PutStanding{*next});
        note_probing(held, *next, n, now, book, terms);
    }
}

}  // namespace postern::ledger
