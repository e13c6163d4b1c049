// SPDX-License-Identifier: Apache-2.0
//
// How sender domains stand after a refusal and after a complaint: counted first, then judged for
// the account and for everybody. How a standing changes is decided by postern/sender.
#include <algorithm>

#include "postern/address/one_mailbox.hpp"
#include "postern/sender/refusal.hpp"
#include "postern/sender/testimony.hpp"

#include "bounced.hpp"
#include "trail.hpp"

namespace postern::ledger {

namespace {

using std::chrono::hours;

/// So long a mailbox is known to refuse us whichever domain we come from.
constexpr Duration kKeepRefusals = std::chrono::days{1};

/// The hour that has begun counts as one.
TimePoint hours_since(TimePoint now, Duration span) {
    return hour_of(now) - span + hours{1};
}

/// A delay may be a refusal as well: a provider that puts us off for our reputation. Anybody may
/// write that of a provider: our own Postfix has spoken to it.
bool is_refusal(const ProvedBounce& bounce) {
    const auto& outcome = bounce.outcome;
    const bool turned_away =
        outcome.action == DeliveryAction::failed || outcome.action == DeliveryAction::delayed;
    return turned_away && fault_of(outcome) == Fault::sender && bounce.origin == ReportOrigin::ours;
}

SenderTraffic counted(const ProvedBounce& bounce) {
    const auto& outcome = bounce.outcome;
    SenderTraffic one;
    if (is_refusal(bounce)) {
        one.refused = 1;
    } else if (outcome.bounce_class == BounceClass::complaint && !outcome.opt_out) {
        one.complaints = 1;
    } else if (fault_of(outcome) == Fault::content) {
        one.content = 1;
    } else if (outcome.bounce_class == BounceClass::delivered) {
        one.delivered = 1;
    }
    return one;
}

SenderStrike strike_of(const ProvedBounce& bounce) {
    SenderStrike strike{bounce.sender_domain,
                        bounce.provider,
                        evidence_of(bounce.outcome),
                        bounce.notification,
                        bounce.sent,
                        bounce.at,
                        one_mailbox(bounce.address, bounce.provider),
                        bounce.attempt};
    strike.is_delay = bounce.outcome.action == DeliveryAction::delayed;
    strike.account = bounce.account;
    return strike;
}

EvidenceSince evidence_for(const SenderStrike& s, bool is_complaint) {
    const Duration span = is_complaint ? Duration(kComplaintHours) : Duration(kRefusalHours);
    return {s.domain, s.provider, is_complaint, s.at - span, s.account, s.mailbox};
}

RefusalsOf refusals_of(const SenderStrike& s) {
    return {s.provider, s.account, s.mailbox, s.at - kKeepRefusals};
}

TrafficSince recent_of(const SenderStrike& s) {
    return {s.domain, s.provider, s.account, hours_since(s.at, kRefusalHours)};
}

AccountsSince accounts_for(const SenderStrike& s) {
    return {s.domain, s.provider, hours_since(s.at, kRefusalHours)};
}

TrafficSince sent_for(const SenderStrike& s) {
    return {s.domain, s.provider, std::nullopt, hours_since(s.at, kComplaintHours)};
}

/// One refusal or complaint, judged for the account and for everybody.
class Striking {
  public:
    Striking(SenderStrike strike, BounceEffect& effect, Book& book, const ReputationSettings& terms)
        : strike_(std::move(strike)), effect_(effect), book_(book), terms_(terms) {}

    void refused();
    void complained(bool vouched);

  private:
    void weigh();
    void tell(EvidenceKind kind, bool counts);
    void judge_for_the_account();
    void judge_for_everybody();
    void suspend(SenderStanding suspended);
    void dispute(SenderStanding changed);
    [[nodiscard]] std::optional<SenderStanding> everybodys() const;
    [[nodiscard]] std::vector<Witness> witnesses(const EvidenceSince& which, bool hearsay,
                                                 const std::optional<SenderStanding>& held) const;

    SenderStrike strike_;
    BounceEffect& effect_;
    Book& book_;
    const ReputationSettings& terms_;
};

void Striking::refused() {
    weigh();
    tell(strike_.is_delay ? EvidenceKind::delayed : EvidenceKind::refused, !strike_.refuses_all);
    effect_.is_disputed = strike_.refuses_all;
    judge_for_the_account();
    judge_for_everybody();
}

/// By what other mailboxes of the account said of the domain, and its mailbox of others, before.
void Striking::weigh() {
    for (const auto& [who, told] : book_.senders.evidence(evidence_for(strike_, false))) {
        const bool is_other = who.account == strike_.account && who.mailbox != strike_.mailbox;
        const bool is_recent = told.at >= strike_.at - kRefusalHours;
        if (who.kind == EvidenceKind::refused && is_other && is_recent) strike_.alone = false;
    }
    const auto refused = book_.senders.refusals(refusals_of(strike_));
    const auto domains = std::count_if(refused.begin(), refused.end(), [&](const auto& each) {
        return each.second.at >= strike_.at - kKeepRefusals;
    });
    strike_.refuses_all = domains > 1;
}

void Striking::tell(EvidenceKind kind, bool counts) {
    book_.enter(TellEvidence{strike_.domain, strike_.provider, kind, strike_.account,
                             strike_.mailbox, strike_.at, counts, strike_.sent});
}

void Striking::judge_for_the_account() {
    auto there = book_.senders.standings({strike_.provider, strike_.account});
    std::erase_if(there, [&](const auto& each) {
        return each.provider != strike_.provider || each.account != strike_.account;
    });
    const auto recent = book_.senders.traffic(recent_of(strike_));
    for (auto& changed : judge_refusal(there, strike_, recent, terms_)) {
        if (changed.disputed) {
            dispute(std::move(changed));
        } else {
            suspend(std::move(changed));
        }
    }
}

void Striking::suspend(SenderStanding suspended) {
    hold(suspended, {"bounce", strike_.evidence, strike_.at}, book_);
    effect_.senders_suspended.push_back(std::move(suspended));
}

void Striking::dispute(SenderStanding changed) {
    book_.enter(PutStanding{changed});
    effect_.is_disputed = true;
    if (changed.domain == strike_.domain) return;
    const auto why = strike_.mailbox + " refuses " + strike_.domain + " as well";
    book_.enter(change_of(changed, "resumed", {"posternd", why, strike_.at}));
    effect_.senders_resumed.push_back(std::move(changed));
}

void Striking::judge_for_everybody() {
    const auto held = everybodys();
    const Refusals told{witnesses(evidence_for(strike_, false), true, held),
                        book_.senders.accounts(accounts_for(strike_))};
    if (auto suspended = after_refusals(held, strike_, told, terms_)) {
        suspend(*std::move(suspended));
    }
}

void Striking::complained(bool vouched) {
    tell(vouched ? EvidenceKind::complaint : EvidenceKind::hearsay, true);
    const auto held = everybodys();
    const auto which = evidence_for(strike_, true);
    const Complaints told{witnesses(which, false, held), witnesses(which, true, held),
                          book_.senders.traffic(sent_for(strike_)).sent};
    if (auto suspended = after_complaints(held, strike_, told, terms_)) {
        suspend(*std::move(suspended));
    } else {
        effect_.complaints_worry = is_worrying(told, terms_);
    }
}

std::optional<SenderStanding> Striking::everybodys() const {
    return book_.senders.everybodys(strike_.domain, strike_.provider);
}

/// Of those whose notification left since the last suspension, where there was one.
std::vector<Witness> Striking::witnesses(const EvidenceSince& which, bool hearsay,
                                         const std::optional<SenderStanding>& held) const {
    const auto since = held && held->until ? *held->until : TimePoint{};
    std::vector<Witness> found;
    for (const auto& [who, told] : book_.senders.evidence(which)) {
        if (!hearsay && who.kind == EvidenceKind::hearsay) continue;
        if (told.counted < which.since || told.sent < since) continue;
        found.push_back({who.account, who.mailbox});
    }
    return found;
}

}  // namespace

void reach_sender(Reach& reach, const ProvedBounce& bounce) {
    const auto strike = strike_of(bounce);
    const auto one = counted(bounce);
    if (bounce.provider.empty() || one.refused + one.complaints == 0) return;
    reach.senders.standings.insert({strike.provider, strike.account});
    reach.senders.evidence.insert(evidence_for(strike, one.complaints > 0));
    if (one.complaints > 0) {
        reach.senders.traffic.insert(sent_for(strike));
        return;
    }
    reach.senders.refusals.insert(refusals_of(strike));
    reach.senders.traffic.insert(recent_of(strike));
    reach.senders.accounts.insert(accounts_for(strike));
}

void strike_sender(const ProvedBounce& bounce, BounceEffect& effect, Book& book,
                   const ReputationSettings& terms) {
    const auto one = counted(bounce);
    // Of a notification from before sender domains were chosen nothing can be said.
    if (bounce.provider.empty() || one == SenderTraffic{}) return;
    book.enter(CountTraffic{bounce.sender_domain, bounce.provider, bounce.account, bounce.at, one});
    Striking striking(strike_of(bounce), effect, book, terms);
    if (one.refused > 0) {
        striking.refused();
    } else if (one.complaints > 0) {
        striking.complained(bounce.vouched);
    }
}

}  // namespace postern::ledger
