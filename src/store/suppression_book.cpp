// SPDX-License-Identifier: Apache-2.0
#include "suppression_book.hpp"

#include <algorithm>
#include <tuple>

#include "columns.hpp"

namespace postern {

namespace {

/// Anybody can claim to report on anybody: the table must not grow with their imagination.
constexpr long long kMostVictims = 10'000;
constexpr std::string_view kOtherVictims = "*";

std::string delete_some(const std::string& table, const std::string& key,
                        const std::string& condition) {
    // Neither engine takes DELETE … LIMIT without special leave.
    return "DELETE FROM " + table + " WHERE " + key + " IN (SELECT " + key + " FROM " + table +
           " WHERE " + condition + " LIMIT :count)";
}

Author by_bounce(const ProvedBounce& bounce) {
    return {"bounce", evidence_of(bounce.outcome), bounce.at};
}

}  // namespace

SuppressionBook::SuppressionBook(soci::session& sql, SuppressionTerms terms)
    : terms_(std::move(terms)),
      put_(sql, kPutSuppression),
      standings_(sql, "SELECT " + kSuppressionColumns +
                          " FROM suppressions WHERE subject IN (:one, :other, :third, :fourth)"),
      remove_(sql, "DELETE FROM suppressions WHERE subject = :subject"),
      lifted_(sql,
              "SELECT COALESCE(MAX(changed_at), -1) FROM suppression_changes "
              "WHERE subject = :subject AND what = 'lifted'"),
      note_(sql,
            "INSERT INTO suppression_changes (number, subject, what, cause, author, why, "
            "changed_at) VALUES ((SELECT COALESCE(MAX(number), 0) + 1 FROM suppression_changes), "
            ":subject, :what, :cause, :author, :why, :at)"),
      used_(sql,
            "SELECT delivery, effect, sender_domain, fault FROM bounces WHERE notification "
            "= :notification "
            "AND attempt = :attempt AND used_for = :use"),
      record_(sql,
              "INSERT INTO bounces (notification, attempt, used_for, sender_domain, delivery, "
              "bounce_class, action, status, evidence, reporter, effect, bounced_at, not_again, "
              "fault) "
              "VALUES (:notification, :attempt, :use, :domain, :delivery, :class, :action, "
              ":status, :evidence, :reporter, :effect, :at, :not_again, :fault) "
              "ON CONFLICT (notification, attempt, used_for) DO NOTHING"),
      amend_(sql,
             "UPDATE bounces SET effect = :effect, not_again = :not_again WHERE notification = "
             ":notification AND attempt = :attempt AND used_for = :use"),
      is_counted_(sql, "SELECT 1 FROM disbelieved WHERE victim = :victim AND why = :why"),
      victims_(sql, "SELECT COUNT(*) FROM disbelieved"),
      count_(sql,
             "INSERT INTO disbelieved (victim, why, reports, first_at, last_at) "
             "VALUES (:victim, :why, 1, :first, :last) ON CONFLICT (victim, why) DO UPDATE SET "
             "reports = disbelieved.reports + 1, last_at = excluded.last_at"),
      prune_bounces_(sql, delete_some("bounces", "notification", "bounced_at < :before")),
      prune_counts_(sql, delete_some("disbelieved", "victim", "last_at < :before")),
      next_changes_(sql,
                    "SELECT COALESCE(MIN(changed_at), -1), COALESCE(MAX(number), -1) FROM "
                    "(SELECT number, changed_at FROM suppression_changes WHERE number > :last "
                    "ORDER BY number LIMIT :count)"),
      prune_changes_(sql,
                     "DELETE FROM suppression_changes WHERE number > :after AND number <= :last "
                     "AND changed_at < :before AND subject NOT IN "
                     "(SELECT subject FROM suppressions)"),
      prune_over_(sql, delete_some("suppressions", "subject",
                                   "held_until < :before AND COALESCE(probed_at, held_until) < "
                                   ":same")) {}

std::optional<Suppression> SuppressionBook::objection_to(const Notification& n) {
    const auto now = n.decided.value_or(n.due);
    std::optional<Suppression> held;
    std::optional<Suppression> lapsed;
    const auto as_written = key(n.address);
    const auto of_agent = subject_of(n.agent, n.kind);
    standings_.each(
        [&](const SuppressionRow& row) {
            auto standing = suppression_of(row);
            // Whoever has a mailbox of that name elsewhere could hold this one by reports of it.
            const bool is_own = standing.subject == as_written || standing.subject == of_agent;
            if (!is_own && standing.cause != Cause::by_operator) return;
            const auto passes = passage(standing, n.id, now, terms_);
            // The table of rules has the order of precedence.
            if (passes == Passage::probe) {
                lapsed = std::move(standing);
            } else if (passes == Passage::held && (!held || standing.cause < held->cause)) {
                held = std::move(standing);
            }
        },
        as_written, of_agent, mailbox(n.address), mailbox(n.address, n.provider));
    if (held || !lapsed) return held;
    lapsed->probe = n.id;
    lapsed->probed = now;
    put(put_, *lapsed);
    note(lapsed->subject, "probed", lapsed->cause, {"posternd", "notification " + n.id, now});
    return std::nullopt;
}

std::optional<EarlierReport> SuppressionBook::earlier(const ProvedBounce& bounce, BounceUse use) {
    std::optional<EarlierReport> found;
    used_.each(
        [&](const auto& row) {
            const auto& [delivery, effect, sender, fault] = row;
            found = EarlierReport{delivery, effect, sender, fault};
        },
        bounce.notification, bounce.attempt, Text(name_of(use)));
    return found;
}

BounceEffect SuppressionBook::replayed(const ProvedBounce& bounce) {
    disbelieve(bounce.address, Disbelief::replayed, bounce.at);
    return {BounceEffect::Outcome::replayed, standing_of(key(bounce.address))};
}

void SuppressionBook::record(const ProvedBounce& bounce, const BounceEffect& effect) {
    const auto& o = bounce.outcome;
    record_.run(bounce.notification, bounce.attempt, Text(name_of(use_of(o))), bounce.sender_domain,
                bounce.delivery, Text(name_of(o.delayed_as.value_or(o.bounce_class))),
                Text(name_of(o.action)), o.status, evidence_of(o), bounce.reporter,
                Text(name_of(effect.outcome)), to_column(bounce.at), effect.not_again,
                Text(name_of(fault_of(o))));
}

void SuppressionBook::amend(const ProvedBounce& bounce, const BounceEffect& effect) {
    amend_.run(Text(name_of(effect.outcome)), effect.not_again, bounce.notification, bounce.attempt,
               Text(name_of(use_of(bounce.outcome))));
}

BounceEffect SuppressionBook::act(const ProvedBounce& bounce) {
    if (use_of(bounce.outcome) == BounceUse::delivery) return deliver(bounce);
    const auto cause = cause_of(bounce.outcome);
    return cause ? strike(bounce, *cause) : BounceEffect{};
}

BounceEffect SuppressionBook::strike(const ProvedBounce& bounce, Cause cause) {
    const auto subject =
        cause == Cause::complaint ? subject_of(bounce.agent, bounce.kind) : key(bounce.address);
    // What left before an operator lifted it is what the operator already knew of.
    if (const auto lifted = lifted_at(subject); lifted && bounce.sent < *lifted) return {};
    const auto standing = standing_of(subject);
    const auto author = by_bounce(bounce);
    auto next = after_failure(standing,
                              {subject, cause, author.why, bounce.notification, bounce.sent,
                               bounce.at, bounce.outcome.is_only_likely},
                              terms_);
    if (!next) return {BounceEffect::Outcome::noted, standing};
    const bool extended = next->step > 1;
    put(put_, *next);
    note(subject, extended ? "extended" : "suppressed", cause, author);
    if (extended) return {BounceEffect::Outcome::extended, std::move(next)};
    const bool for_now = next->until && cause != Cause::mailbox_full;
    return {for_now ? BounceEffect::Outcome::held : BounceEffect::Outcome::suppressed,
            std::move(next)};
}

BounceEffect SuppressionBook::deliver(const ProvedBounce& bounce) {
    const auto subject = key(bounce.address);
    const auto standing = standing_of(subject);
    if (!standing || !clears(*standing, bounce.notification, bounce.sent)) {
        return {BounceEffect::Outcome::noted, standing};
    }
    remove_.run(subject);
    note(subject, "cleared", standing->cause, by_bounce(bounce));
    return {BounceEffect::Outcome::cleared, std::nullopt};
}

void SuppressionBook::disbelieve(const std::string& victim, Disbelief why, TimePoint at) {
    const Text reason(name_of(why));
    const bool room = is_counted_.any(victim, reason) || [&] {
        long long victims = 0;
        victims_.each([&](const auto& row) { victims = std::get<0>(row); });
        return victims < kMostVictims;
    }();
    count_.run(room ? victim : Text(kOtherVictims), reason, to_column(at), to_column(at));
}

int SuppressionBook::suppress(const std::vector<Suppression>& suppressions, IfHeld if_held,
                              const Author& author) {
    int taken = 0;
    for (auto suppression : suppressions) {
        const bool is_word = suppression.cause == Cause::by_operator;
        suppression.subject = is_word ? mailbox(suppression.subject) : key(suppression.subject);
        if (if_held == IfHeld::keep && standing_of(suppression.subject)) continue;
        put(put_, suppression);
        note(suppression.subject, "added", suppression.cause, author);
        ++taken;
    }
    return taken;
}

int SuppressionBook::lift(const std::vector<std::string>& subjects, const Author& author) {
    int lifted = 0;
    for (const auto& named : subjects) {
        // As it stands in a list, or as the site's settings have it.
        const auto subject = standing_of(named) ? named : key(named);
        const auto standing = standing_of(subject);
        if (!standing) continue;
        remove_.run(subject);
        note(subject, "lifted", standing->cause, author);
        ++lifted;
    }
    return lifted;
}

bool SuppressionBook::prune(TimePoint before, int count) {
    const auto column = to_column(before);
    bool more = prune_bounces_.run(column, count) >= count;
    more = prune_counts_.run(column, count) >= count || more;
    more = prune_over_.run(column, column, count) >= count || more;
    return prune_trail(column, count) || more;
}

/// What led to a suppression that holds is kept however old it is: years of it may lie before what
/// can be removed, and are not read again for each chunk.
bool SuppressionBook::prune_trail(long long before, int count) {
    long long oldest = -1;
    long long last = -1;
    next_changes_.each([&](const auto& row) { std::tie(oldest, last) = row; }, last_seen_change_,
                       count);
    const bool is_due = last >= 0 && oldest < before;
    if (is_due) prune_changes_.run(last_seen_change_, last, before);
    last_seen_change_ = is_due ? last : 0;
    return is_due;
}

std::optional<Suppression> SuppressionBook::standing_of(const Text& subject) {
    std::optional<Suppression> found;
    standings_.each([&](const SuppressionRow& row) { found = suppression_of(row); }, subject,
                    subject, subject, subject);
    return found;
}

std::optional<TimePoint> SuppressionBook::lifted_at(const Text& subject) {
    std::optional<TimePoint> at;
    lifted_.each([&](const auto& row) { at = optional_time_of(std::get<0>(row)); }, subject);
    return at;
}

void SuppressionBook::note(const Text& subject, std::string_view what, Cause cause,
                           const Author& author) {
    note_.run(subject, Text(what), Text(name_of(cause)), author.name, author.why,
              to_column(author.at));
}

}  // namespace postern
