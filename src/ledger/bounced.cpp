// SPDX-License-Identifier: Apache-2.0
//
// Applying a bounce: its token acts once, and a refusal of our sender domain may be sent once more.
#include "bounced.hpp"

#include <algorithm>

#include "departure.hpp"
#include "objection.hpp"
#include "rules.hpp"

namespace postern::ledger {

namespace {

using Effect = BounceEffect::Outcome;

constexpr const char* kNoOtherDomain = "no-other-domain";

bool has_domain(const std::vector<SenderCandidate>& senders, std::string_view domain) {
    return std::any_of(senders.begin(), senders.end(),
                       [&](const auto& each) { return each.domain == domain; });
}

ReportRef report_of(const ProvedBounce& bounce, BounceUse use) {
    return {bounce.notification, bounce.attempt, use};
}

RecordedBounce recorded(const ProvedBounce& bounce, const BounceEffect& effect) {
    const auto& o = bounce.outcome;
    return {bounce.notification,
            use_of(o),
            o.delayed_as.value_or(o.bounce_class),
            o.action,
            o.status,
            evidence_of(o),
            bounce.reporter,
            std::string(name_of(effect.outcome)),
            bounce.at,
            bounce.attempt,
            bounce.sender_domain,
            effect.not_again,
            fault_of(o),
            bounce.delivery};
}

class Bounced {
  public:
    Bounced(const ProvedBounce& bounce, Book& book, const Terms& terms)
        : bounce_(bounce), book_(book), terms_(terms) {}

    BounceEffect apply();

  private:
    [[nodiscard]] bool was_put_off() const;
    BounceEffect again(const EarlierReport& earlier);
    BounceEffect replayed();
    void retry(BounceEffect& effect);
    std::string objection_to_retry(const std::optional<Notification>& n);
    bool leave_again(Notification& n, std::string_view refused);

    const ProvedBounce& bounce_;
    Book& book_;
    const Terms& terms_;
};

BounceEffect Bounced::apply() {
    const auto use = use_of(bounce_.outcome);
    const auto earlier = book_.suppressions.report(report_of(bounce_, use));
    if (earlier && uses_token(use)) return again(*earlier);
    auto effect = act(bounce_, book_, terms_.suppression);
    if (!earlier && !was_put_off()) strike_sender(bounce_, effect, book_, terms_.reputation);
    retry(effect);
    if (!earlier) book_.enter(RecordBounce{recorded(bounce_, effect)});
    return effect;
}

/// A refusal that was told before, as a delay: it counts against the sender domain once.
bool Bounced::was_put_off() const {
    if (fault_of(bounce_.outcome) != Fault::sender) return false;
    const auto delay = book_.suppressions.report(report_of(bounce_, BounceUse::delay));
    return delay && delay->fault == name_of(Fault::sender);
}

/// The queue file that brought the report is presented again when our answer never reached Postfix:
/// what was retried then is retried. Any other copy of it is a replay, and so is one of which
/// nobody knows what brought it.
BounceEffect Bounced::again(const EarlierReport& earlier) {
    const bool retried = earlier.effect == name_of(Effect::retried);
    const bool same = !bounce_.delivery.empty() && earlier.delivery == bounce_.delivery;
    auto notification = book_.notifications.find(bounce_.notification);
    if (!retried || !same || !notification) return replayed();
    BounceEffect effect{Effect::stands};
    const bool in_pool =
        bounce_.again && has_domain(bounce_.again->senders, notification->sender_domain);
    // Taken out of the pool since: another, but not the one that was refused.
    if (in_pool || (bounce_.again && leave_again(*notification, earlier.sender_domain))) {
        effect.again = std::move(notification);
        return effect;
    }
    effect.outcome = Effect::noted;
    effect.not_again = bounce_.not_again.empty() ? kNoOtherDomain : bounce_.not_again;
    book_.enter(AmendBounce{bounce_.notification, bounce_.attempt, use_of(bounce_.outcome),
                            std::string(name_of(effect.outcome)), effect.not_again});
    return effect;
}

BounceEffect Bounced::replayed() {
    disbelieve(disbelief_of_replay(bounce_), bounce_.at, book_);
    return {Effect::replayed,
            book_.suppressions.find(terms_.suppression.comparison.key(bounce_.address))};
}

/// From another sender domain, where the refusal was of ours and not of the message, and nobody has
/// complained or called the address off since.
void Bounced::retry(BounceEffect& effect) {
    const bool refused = bounce_.outcome.action == DeliveryAction::failed &&
                         fault_of(bounce_.outcome) == Fault::sender;
    const bool is_asked_for = bounce_.again || !bounce_.not_again.empty();
    if (!refused || bounce_.attempt != 1 || !is_asked_for) return;
    auto notification = book_.notifications.find(bounce_.notification);
    effect.not_again = objection_to_retry(notification);
    if (!effect.not_again.empty()) return;
    notification->attempt = 2;
    if (!leave_again(*notification, bounce_.sender_domain)) {
        effect.not_again = kNoOtherDomain;
        return;
    }
    effect.again = std::move(notification);
    effect.outcome = Effect::retried;
}

/// Why it is not sent once more, or nothing: then it leaves from another domain.
std::string Bounced::objection_to_retry(const std::optional<Notification>& n) {
    if (!bounce_.again) return bounce_.not_again;
    if (bounce_.delivery.empty()) return "unknown-queue-file";
    if (bounce_.at > bounce_.sent + bounce_.again->within) return "too-late";
    if (!n || n->attempt != 1) return "already-sent-again";
    return objection_to(*n, book_, terms_.suppression) ? "suppressed" : "";
}

bool Bounced::leave_again(Notification& n, std::string_view refused) {
    const Destination to{n.address, n.provider, bounce_.again->senders};
    const auto choice = choose(to, n.account, bounce_.at, book_, terms_.reputation, refused);
    if (choice.candidate == nullptr) return false;
    n.sender_domain = choice.candidate->domain;
    n.message_id = choice.candidate->message_id;
    n.decided = bounce_.at;
    book_.enter(PutNotification{n});
    depart(n, bounce_.at, book_, terms_.reputation);
    return true;
}

}  // namespace

bool uses_token(BounceUse use) {
    return use == BounceUse::failure || use == BounceUse::complaint;
}

bool is_used(const ProvedBounce& bounce, const Book& book) {
    const auto use = use_of(bounce.outcome);
    return uses_token(use) && book.suppressions.report(report_of(bounce, use));
}

DisbeliefRef disbelief_of_replay(const ProvedBounce& bounce) {
    return {bounce.address, std::string(name_of(Disbelief::replayed))};
}

Reach reach_of_bounce(const ProvedBounce& bounce, const Terms& terms) {
    Reach reach;
    reach.notifications.ids.insert(bounce.notification);
    reach.suppressions.reports.insert(report_of(bounce, use_of(bounce.outcome)));
    reach.suppressions.reports.insert(report_of(bounce, BounceUse::delay));
    for (const auto& subject : {terms.suppression.comparison.key(bounce.address),
                                subject_of(bounce.agent, bounce.kind)}) {
        reach.suppressions.subjects.insert(subject);
        if (cause_of(bounce.outcome)) reach.suppressions.lifted.insert(subject);
    }
    reach_sender(reach, bounce);
    return reach;
}

BounceEffect decide_on(const ApplyBounce& request, Book& book, const Terms& terms) {
    return Bounced(request.bounce, book, terms).apply();
}

}  // namespace postern::ledger
