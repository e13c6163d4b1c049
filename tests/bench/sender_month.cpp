// SPDX-License-Identifier: Apache-2.0
#include "sender_month.hpp"

#include <algorithm>

namespace postern {

Tally SenderMonth::run() {
    // Apart from the other draws, so that every strategy has the same notifications.
    Random notifications(seed_);
    for (int i = 0; i < kNotifications; ++i) {
        const TimePoint now = kBegin + kMonth * i / kNotifications;
        pass_until(now);
        const Mail mail{world_.anybody(notifications), now};
        if (world_.refuses_everybody(mail.to)) ++tally_.hopeless;
        present(mail, now);
    }
    pass_until(TimePoint::max());
    return std::move(tally_);
}

void SenderMonth::pass_until(TimePoint end) {
    while (!events_.empty() && events_.top().at <= end) {
        const auto event = events_.top();
        events_.pop();
        if (event.what == Event::What::presented) present(event.mail, event.at);
        if (event.what == Event::What::refused) refused(event.mail, event.at);
    }
}

void SenderMonth::later(TimePoint at, Event::What what, const Mail& mail) {
    events_.push({at, ++event_, what, mail});
}

void SenderMonth::present(const Mail& mail, TimePoint now) {
    const auto choice = choose(mail, now);
    if (choice.sender) {
        if (now > mail.due) tally_.waits.push_back(now - mail.due);
        depart(mail, *choice.sender, now);
        return;
    }
    const auto give_up = mail.due + terms_.give_up_after;
    if (now < give_up) {
        later(std::min(choice.retry_at.value_or(give_up), give_up), Event::What::presented, mail);
    } else {
        ++tally_.given_up;
    }
}

void SenderMonth::depart(Mail mail, std::size_t sender, TimePoint now) {
    ++mail.attempt;
    mail.sender = sender;
    mail.sent = now;
    memory_.departed(mail);
    ++tally_.left.at(sender);
    const auto [last, is_first] = last_.try_emplace(mail.to.number(), sender);
    if (last->second != sender) ++tally_.moves;
    last->second = sender;
    if (!world_.refuses(mail.to, sender, now)) return;
    ++tally_.refused;
    later(now + SenderWorld::until_reported(random_), Event::What::refused, mail);
}

/// Learnt first, then tried once more, as in the product; what finds no other domain then is lost.
void SenderMonth::refused(const Mail& mail, TimePoint now) {
    memory_.refused(mail, now);
    const bool again = strategy_ == Strategy::standing_and_retry && mail.attempt == 1 &&
                       now <= mail.sent + terms_.retry_within;
    const auto choice = again ? choose(mail, now) : SenderMemory::Choice{};
    if (choice.sender) {
        depart(mail, *choice.sender, now);
    } else {
        ++tally_.refused_at_last;
    }
}

SenderMemory::Choice SenderMonth::choose(const Mail& mail, TimePoint now) {
    switch (strategy_) {
        case Strategy::first:
            return {0};
        case Strategy::random:
            return {random_() % kSenders};
        case Strategy::sticky: {
            // Of somebody who remembers nothing.
            SenderMemory none{world_.pool(), terms_};
            return none.choose(mail, now);
        }
        case Strategy::standing:
        case Strategy::standing_and_retry:
            break;
    }
    return memory_.choose(mail, now);
}

}  // namespace postern
