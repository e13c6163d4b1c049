// SPDX-License-Identifier: Apache-2.0
//
// What operators do by hand: suppress and lift, suspend a sender domain and resume it.
#include <algorithm>

#include "postern/ledger/held_mailbox.hpp"

#include "rules.hpp"
#include "trail.hpp"

namespace postern::ledger {

std::string subject_of_operator(const Suppression& suppression, const SuppressionTerms& terms) {
    const bool is_word = suppression.cause == Cause::by_operator;
    return is_word ? held_mailbox(terms.comparison, suppression.subject)
                   : terms.comparison.key(suppression.subject);
}

int decide_on(const Suppress& request, Book& book, const Terms& terms) {
    int taken = 0;
    for (auto suppression : request.suppressions) {
        suppression.subject = subject_of_operator(suppression, terms.suppression);
        if (request.if_held == IfHeld::keep && book.suppressions.find(suppression.subject)) {
            continue;
        }
        book.enter(PutSuppression{suppression});
        note(book, suppression.subject, "added", suppression.cause, request.author);
        ++taken;
    }
    return taken;
}

int decide_on(const Lift& request, Book& book, const Terms& terms) {
    int lifted = 0;
    for (const auto& named : request.subjects) {
        // As it stands in a list, or as the site's settings have it.
        const bool is_as_named = book.suppressions.find(named).has_value();
        const auto subject = is_as_named ? named : terms.suppression.comparison.key(named);
        const auto standing = book.suppressions.find(subject);
        if (!standing) continue;
        book.enter(RemoveSuppression{subject});
        note(book, subject, "lifted", standing->cause, request.author);
        ++lifted;
    }
    return lifted;
}

/// An operator's word adds to what is held already: it neither shortens a suspension nor makes the
/// next one a first one. To shorten it, resume first.
std::monostate decide_on(const SuspendSender& request, Book& book, const Terms& terms) {
    auto next = request.standing;
    const auto& author = request.author;
    if (const auto held = book.senders.everybodys(next.domain, next.provider)) {
        const auto stage = stage_of(*held, author.at, terms.reputation);
        if (stage != SenderStage::forgotten) next.step = std::max(next.step, held->step);
        const bool outlasts = stage == SenderStage::suspended && next.until &&
                              (!held->until || *held->until > *next.until);
        if (outlasts) next.until = held->until;
    }
    hold(next, author, book);
    return {};
}

int decide_on(const ResumeSender& request, Book& book, const Terms& /*terms*/) {
    int count = 0;
    for (const auto& standing : book.senders.standings_of(request.domain)) {
        const bool is_there = request.provider.empty() || standing.provider == request.provider;
        if (standing.recovered || !is_there) continue;
        book.enter(PutStanding{resumed(standing, request.author.at)});
        book.enter(change_of(standing, "resumed", request.author));
        ++count;
    }
    return count;
}

}  // namespace postern::ledger
