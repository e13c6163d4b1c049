// SPDX-License-Identifier: Apache-2.0
//
// What a bounce holds against an address or an agent, and reports that are counted without being
// believed. How a standing changes is decided by postern/bounce/suppression.hpp.
#include "bounced.hpp"
#include "rules.hpp"
#include "trail.hpp"

namespace postern::ledger {

namespace {

/// Anybody can claim to report on anybody: the table must not grow with their imagination.
constexpr long long kMostVictims = 10'000;
constexpr const char* kOtherVictims = "*";

Author by_bounce(const ProvedBounce& bounce) {
    return {"bounce", evidence_of(bounce.outcome), bounce.at};
}

BounceEffect strike(const ProvedBounce& bounce, Cause cause, Book& book,
                    const SuppressionTerms& terms) {
    const auto subject = cause == Cause::complaint ? subject_of(bounce.agent, bounce.kind)
                                                   : terms.comparison.key(bounce.address);
    // What left before an operator lifted it is what the operator already knew of.
    const auto lifted = book.suppressions.lifted_at(subject);
    if (lifted && bounce.sent < *lifted) return {};
    const auto standing = book.suppressions.find(subject);
    const auto author = by_bounce(bounce);
    auto next = after_failure(standing,
                              {subject, cause, author.why, bounce.notification, bounce.sent,
                               bounce.at, bounce.outcome.is_only_likely},
                              terms);
    if (!next) return {BounceEffect::Outcome::noted, standing};
    const bool extended = next->step > 1;
    book.enter(PutSuppression{*next});
    note(book, subject, extended ? "extended" : "suppressed", cause, author);
    if (extended) return {BounceEffect::Outcome::extended, std::move(next)};
    const bool for_now = next->until && cause != Cause::mailbox_full;
    return {for_now ? BounceEffect::Outcome::held : BounceEffect::Outcome::suppressed,
            std::move(next)};
}

BounceEffect deliver(const ProvedBounce& bounce, Book& book, const SuppressionTerms& terms) {
    const auto subject = terms.comparison.key(bounce.address);
    const auto standing = book.suppressions.find(subject);
    if (!standing || !clears(*standing, bounce.notification, bounce.sent)) {
        return {BounceEffect::Outcome::noted, standing};
    }
    book.enter(RemoveSuppression{subject});
    note(book, subject, "cleared", standing->cause, by_bounce(bounce));
    return {BounceEffect::Outcome::cleared, std::nullopt};
}

}  // namespace

BounceEffect act(const ProvedBounce& bounce, Book& book, const SuppressionTerms& terms) {
    if (use_of(bounce.outcome) == BounceUse::delivery) return deliver(bounce, book, terms);
    const auto cause = cause_of(bounce.outcome);
    return cause ? strike(bounce, *cause, book, terms) : BounceEffect{};
}

void disbelieve(const DisbeliefRef& disbelief, TimePoint at, Book& book) {
    const bool room =
        book.suppressions.is_counted(disbelief) || book.suppressions.victims() < kMostVictims;
    book.enter(CountDisbelief{room ? disbelief.victim : kOtherVictims, disbelief.why, at});
}

std::monostate decide_on(const Disbelieve& request, Book& book, const Terms& /*terms*/) {
    disbelieve({request.victim, std::string(name_of(request.why))}, request.at, book);
    return {};
}

}  // namespace postern::ledger
