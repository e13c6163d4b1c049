// SPDX-License-Identifier: Apache-2.0
#include "sender_book.hpp"

#include <algorithm>

#include "postern/address/one_mailbox.hpp"
#include "postern/sender/refusal.hpp"

#include "columns.hpp"

namespace postern {

namespace {

using std::chrono::days;
using std::chrono::hours;

/// Longer than any span that is looked back over.
constexpr Duration kKeepTraffic = days{8};

TimePoint day_of(TimePoint at) {
    return std::chrono::floor<days>(at);
}

std::string select_standing(const std::string& condition) {
    return "SELECT " + kStandingColumns + " FROM sender_standings WHERE " + condition;
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

}  // namespace

SenderBook::SenderBook(soci::session& sql, ReputationSettings terms)
    : terms_(std::move(terms)),
      evidence_(sql),
      put_(sql, kPutStanding),
      standings_(sql, select_standing("provider IN (:one, :other) AND account IN ('', :account)")),
      standing_(sql, select_standing(
                         "sender_domain = :domain AND provider = :provider AND account = ''")),
      of_domain_(sql, select_standing("sender_domain = :domain")),
      note_(sql,
            "INSERT INTO sender_changes (number, sender_domain, provider, account, what, cause, "
            "author, why, changed_at, held_until, step) VALUES ((SELECT COALESCE(MAX(number), 0) + "
            "1 FROM sender_changes), :domain, :provider, :account, :what, :cause, :author, :why, "
            ":at, NULLIF(:until, -1), :step)"),
      count_(sql,
             "INSERT INTO sender_traffic (sender_domain, provider, hour_at, sent, refused, "
             "content, complaints, delivered) VALUES (:domain, :provider, :hour, :sent, :refused, "
             ":content, :complaints, :delivered) ON CONFLICT (sender_domain, provider, hour_at) "
             "DO UPDATE SET sent = sender_traffic.sent + excluded.sent, "
             "refused = sender_traffic.refused + excluded.refused, "
             "content = sender_traffic.content + excluded.content, "
             "complaints = sender_traffic.complaints + excluded.complaints, "
             "delivered = sender_traffic.delivered + excluded.delivered"),
      count_day_(sql,
                 "INSERT INTO sender_days (sender_domain, day_at, sent) VALUES (:domain, :day, 1) "
                 "ON CONFLICT (sender_domain, day_at) DO UPDATE SET sent = sender_days.sent + 1"),
      sent_on_day_(sql,
                   "SELECT sent FROM sender_days WHERE sender_domain = :domain AND day_at = :day"),
      sent_since_(sql,
                  "SELECT CAST(COALESCE(SUM(sent), 0) AS BIGINT) FROM sender_traffic "
                  "WHERE sender_domain = :domain AND provider = :provider AND hour_at >= :since"),
      prune_traffic_(sql, "DELETE FROM sender_traffic WHERE hour_at < :before"),
      prune_days_(sql, "DELETE FROM sender_days WHERE day_at < :before"),
      prune_standings_(sql,
                       "DELETE FROM sender_standings "
                       "WHERE held_until IS NOT NULL AND COALESCE(recovered_at, held_until) < :at"),
      prune_changes_(sql,
                     "DELETE FROM sender_changes WHERE number IN (SELECT number FROM "
                     "sender_changes WHERE changed_at < :before LIMIT :count)") {}

SenderChoice SenderBook::choose(const Destination& to, const Text& account, TimePoint now,
                                std::string_view except) {
    const auto standings = standings_at(to.provider, account);
    const auto sent = [&](const Text& domain) { return sent_today(domain, account, now); };
    return choose_sender(to.senders, {standings, sent, now}, terms_, except);
}

void SenderBook::departed(const Notification& n, TimePoint now) {
    SenderTraffic one;
    one.sent = 1;
    count(n.sender_domain, n.provider, now, one);
    count_day_.run(n.sender_domain, to_column(day_of(now)));
    evidence_.departed(n.sender_domain, n.provider, n.account, now);
    for (const auto& held : standings_at(n.provider, n.account)) {
        if (held.domain != n.sender_domain) continue;
        const auto next = after_departure(held, now, terms_);
        if (!next) continue;
        put(put_, *next);
        if (next->recovered) {
            note(*next, "recovered", {"posternd", "every round of probes passed", now});
        } else if (next->round != held.round) {
            note(*next, "probing",
                 {"posternd",
                  "round " + std::to_string(next->round) + " of " +
                      std::to_string(terms_.probe_rounds) + ", notification " + n.id,
                  now});
        }
    }
}

SenderBook::Change SenderBook::bounced(const ProvedBounce& bounce) {
    const auto one = counted(bounce);
    // Of a notification from before sender domains were chosen nothing can be said.
    if (bounce.provider.empty() || one == SenderTraffic{}) return {};
    count(bounce.sender_domain, bounce.provider, bounce.at, one);
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
    if (one.refused > 0) return refused(std::move(strike));
    return one.complaints > 0 ? complained(strike, bounce.vouched) : Change{};
}

SenderBook::Change SenderBook::refused(SenderStrike strike) {
    evidence_.refused(strike);
    Change change;
    change.is_disputed = strike.refuses_all;
    judge_for_the_account(strike, change);
    judge_for_everybody(strike, change);
    return change;
}

void SenderBook::judge_for_the_account(const SenderStrike& strike, Change& change) {
    auto there = standings_at(strike.provider, strike.account);
    std::erase_if(there, [&](const auto& each) {
        return each.provider != strike.provider || each.account != strike.account;
    });
    for (auto& changed : judge_refusal(there, strike, evidence_.recent(strike), terms_)) {
        if (!changed.disputed) {
            hold(changed, {"bounce", strike.evidence, strike.at});
            change.suspended.push_back(std::move(changed));
            continue;
        }
        put(put_, changed);
        change.is_disputed = true;
        if (changed.domain != strike.domain) {
            note(
                changed, "resumed",
                {"posternd", strike.mailbox + " refuses " + strike.domain + " as well", strike.at});
            change.resumed.push_back(std::move(changed));
        }
    }
}

void SenderBook::judge_for_everybody(const SenderStrike& strike, Change& change) {
    const auto held = everybodys(strike.domain, strike.provider);
    const auto told = evidence_.refusals(strike, held ? held->until : std::nullopt);
    auto suspended = after_refusals(held, strike, told, terms_);
    if (!suspended) return;
    hold(*suspended, {"bounce", strike.evidence, strike.at});
    change.suspended.push_back(*std::move(suspended));
}

SenderBook::Change SenderBook::complained(const SenderStrike& strike, bool vouched) {
    evidence_.complained(strike, vouched);
    const auto held = everybodys(strike.domain, strike.provider);
    auto told = evidence_.complaints(strike, held ? held->until : std::nullopt);
    told.sent = sent_within(strike, kComplaintHours);
    Change change;
    if (auto suspended = after_complaints(held, strike, told, terms_)) {
        hold(*suspended, {"bounce", strike.evidence, strike.at});
        change.suspended.push_back(*std::move(suspended));
    } else {
        change.is_worrying = is_worrying(told, terms_);
    }
    return change;
}

/// An operator's word adds to what is held already: it neither shortens a suspension nor makes the
/// next one a first one. To shorten it, resume first.
void SenderBook::suspend(SenderStanding next, const Author& author) {
    if (const auto held = everybodys(next.domain, next.provider)) {
        const auto stage = stage_of(*held, author.at, terms_);
        if (stage != SenderStage::forgotten) next.step = std::max(next.step, held->step);
        const bool outlasts = stage == SenderStage::suspended && next.until &&
                              (!held->until || *held->until > *next.until);
        if (outlasts) next.until = held->until;
    }
    hold(next, author);
}

void SenderBook::hold(const SenderStanding& suspended, const Author& author) {
    put(put_, suspended);
    note(suspended, "suspended", author);
}

int SenderBook::resume(const Text& domain, const Text& provider, const Author& author) {
    std::vector<SenderStanding> held;
    of_domain_.each([&](const StandingRow& row) { held.push_back(standing_of(row)); }, domain);
    int count = 0;
    for (const auto& standing : held) {
        if (standing.recovered || (!provider.empty() && standing.provider != provider)) continue;
        put(put_, resumed(standing, author.at));
        note(standing, "resumed", author);
        ++count;
    }
    return count;
}

bool SenderBook::prune(TimePoint now, TimePoint before, int count) {
    prune_traffic_.run(to_column(now - kKeepTraffic));
    evidence_.prune(now);
    prune_days_.run(to_column(before));
    prune_standings_.run(to_column(now - terms_.forget_after));
    return prune_changes_.run(to_column(before), count) >= count;
}

std::vector<SenderStanding> SenderBook::standings_at(const Text& provider, const Text& account) {
    std::vector<SenderStanding> found;
    standings_.each([&](const StandingRow& row) { found.push_back(standing_of(row)); }, provider,
                    Text(kEveryProvider), account);
    return found;
}

std::optional<SenderStanding> SenderBook::everybodys(const Text& domain, const Text& provider) {
    std::optional<SenderStanding> found;
    standing_.each([&](const StandingRow& row) { found = standing_of(row); }, domain, provider);
    return found;
}

long long SenderBook::sent_within(const SenderStrike& strike, Duration span) {
    long long sent = 0;
    // The hour that has begun counts as one.
    const auto since = hour_of(strike.at) - span + hours{1};
    sent_since_.each([&](const auto& row) { sent = std::get<0>(row); }, strike.domain,
                     strike.provider, to_column(since));
    return sent;
}

SentToday SenderBook::sent_today(const Text& domain, const Text& account, TimePoint now) {
    auto sent = evidence_.sent_today(domain, account, now);
    sent_on_day_.each([&](const auto& row) { sent.by_all = std::get<0>(row); }, domain,
                      to_column(day_of(now)));
    return sent;
}

void SenderBook::count(const Text& domain, const Text& provider, TimePoint at,
                       const SenderTraffic& more) {
    count_.run(domain, provider, to_column(hour_of(at)), more.sent, more.refused, more.content,
               more.complaints, more.delivered);
}

void SenderBook::note(const SenderStanding& standing, std::string_view what, const Author& author) {
    const bool suspended = what == "suspended";
    note_.run(standing.domain, standing.provider, standing.account, Text(what),
              Text(name_of(standing.cause)), author.name, author.why, to_column(author.at),
              to_column(suspended ? standing.until : std::nullopt), suspended ? standing.step : 0);
}

}  // namespace postern
