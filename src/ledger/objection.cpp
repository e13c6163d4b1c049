// SPDX-License-Identifier: Apache-2.0
#include "objection.hpp"

#include "postern/ledger/held_mailbox.hpp"

namespace postern::ledger {

namespace {

struct Held {
    std::optional<Suppression> by{};
    std::optional<Suppression> lapsed{};  ///< Its cool-down is over, and nobody probed it yet.
};

Held looked_up(const Notification& n, const Book& book, TimePoint now,
               const SuppressionTerms& terms) {
    const auto as_written = terms.comparison.key(n.address);
    const auto of_agent = subject_of(n.agent, n.kind);
    Held found;
    for (const auto& subject : subjects_of(n, terms)) {
        auto standing = book.suppressions.find(subject);
        if (!standing) continue;
        // Whoever has a mailbox of that name elsewhere could hold this one by reports of it.
        const bool is_own = subject == as_written || subject == of_agent;
        if (!is_own && standing->cause != Cause::by_operator) continue;
        const auto passes = passage(*standing, n.id, now, terms);
        // The table of rules has the order of precedence.
        if (passes == Passage::probe) {
            found.lapsed = std::move(standing);
        } else if (passes == Passage::held && (!found.by || standing->cause < found.by->cause)) {
            found.by = std::move(standing);
        }
    }
    return found;
}

}  // namespace

std::set<std::string> subjects_of(const Notification& n, const SuppressionTerms& terms) {
    return {terms.comparison.key(n.address), subject_of(n.agent, n.kind),
            held_mailbox(terms.comparison, n.address),
            held_mailbox(terms.comparison, n.address, n.provider)};
}

std::optional<Suppression> objection_to(const Notification& n, Book& book,
                                        const SuppressionTerms& terms) {
    const auto now = n.decided.value_or(n.due);
    auto [held, lapsed] = looked_up(n, book, now, terms);
    if (held || !lapsed) return held;
    lapsed->probe = n.id;
    lapsed->probed = now;
    book.enter(PutSuppression{*lapsed});
    book.enter(SuppressionChange{lapsed->subject, "probed", std::string(name_of(lapsed->cause)),
                                 "posternd", "notification " + n.id, now});
    return std::nullopt;
}

}  // namespace postern::ledger
