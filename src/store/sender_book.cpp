// SPDX-License-Identifier: Apache-2.0
#include "sender_book.hpp"

#include <algorithm>

#include "postern/sender/refusal.hpp"

#include "columns.hpp"

namespace postern {

namespace {

using std::chrono::days;
using std::chrono::hours;

/// Longer than any span that is looked back over.
constexpr Duration kKeepTraffic = days{8};
/// So long a mailbox is known to refuse us whichever domain we come from.
constexpr Duration kKeepRefusals = days{1};

TimePoint hour_of(TimePoint at) {
    return std::chrono::floor<hours>(at);
}

TimePoint day_of(TimePoint at) {
    return std::chrono::floor<days>(at);
}

std::string select(const std::string& condition) {
    return "SELECT " + kStandingColumns + " FROM sender_standings WHERE " + condition;
}

/// A delay may be a refusal as well: a provider that puts us off for our reputation.
bool is_refusal(const BounceOutcome& outcome) {
    const bool turned_away =
        outcome.action == DeliveryAction::failed || outcome.action == DeliveryAction::delayed;
    return turned_away && fault_of(outcome) == Fault::sender;
}

SenderTraffic counted(const BounceOutcome& outcome) {
    SenderTraffic one;
    if (is_refusal(outcome)) {
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
      put_(sql, kPutStanding),
      standings_(sql, select("provider IN (:one, :other)")),
      standing_(sql, select("sender_domain = :domain AND provider = :provider")),
      of_domain_(sql, select("sender_domain = :domain")),
      note_(sql,
            "INSERT INTO sender_changes (number, sender_domain, provider, what, cause, author, "
            "why, changed_at, held_until, step) VALUES ((SELECT COALESCE(MAX(number), 0) + 1 FROM "
            "sender_changes), :domain, :provider, :what, :cause, :author, :why, :at, "
            "NULLIF(:until, -1), :step)"),
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
      recent_(sql,
              "SELECT CAST(COALESCE(SUM(sent), 0) AS BIGINT), "
              "CAST(COALESCE(SUM(refused), 0) AS BIGINT), "
              "CAST(COALESCE(SUM(content), 0) AS BIGINT), "
              "CAST(COALESCE(SUM(complaints), 0) AS BIGINT), "
              "CAST(COALESCE(SUM(delivered), 0) AS BIGINT) FROM sender_traffic "
              "WHERE sender_domain = :domain AND provider = :provider AND hour_at >= :since"),
      put_refusal_(sql,
                   "INSERT INTO sender_refusals (sender_domain, provider, mailbox, refused_at) "
                   "VALUES (:domain, :provider, :mailbox, :at) ON CONFLICT (sender_domain, "
                   "provider, mailbox) DO UPDATE SET refused_at = excluded.refused_at"),
      other_refusal_(sql,
                     "SELECT 1 FROM sender_refusals WHERE sender_domain = :domain AND provider = "
                     ":provider AND mailbox <> :mailbox AND refused_at >= :since LIMIT 1"),
      refused_domains_(sql,
                       "SELECT COUNT(*) FROM sender_refusals WHERE provider = :provider AND "
                       "mailbox = :mailbox AND refused_at >= :since"),
      prune_traffic_(sql, "DELETE FROM sender_traffic WHERE hour_at < :before"),
      prune_refusals_(sql, "DELETE FROM sender_refusals WHERE refused_at < :before"),
      prune_days_(sql, "DELETE FROM sender_days WHERE day_at < :before"),
      prune_standings_(sql,
                       "DELETE FROM sender_standings "
                       "WHERE held_until IS NOT NULL AND COALESCE(recovered_at, held_until) < :at"),
      prune_changes_(sql,
                     "DELETE FROM sender_changes WHERE number IN (SELECT number FROM "
                     "sender_changes WHERE changed_at < :before LIMIT :count)") {}

SenderChoice SenderBook::choose(const Destination& to, TimePoint now, std::string_view except) {
    const auto standings = standings_at(to.provider);
    const auto sent = [&](const Text& domain) { return sent_today(domain, now); };
    return choose_sender(to.senders, {standings, sent, now}, terms_, except);
}

void SenderBook::departed(const Notification& n, TimePoint now) {
    SenderTraffic one;
    one.sent = 1;
    count(n.sender_domain, n.provider, now, one);
    count_day_.run(n.sender_domain, to_column(day_of(now)));
    for (const auto& held : standings_at(n.provider)) {
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

SenderBook::Change SenderBook::bounced(const ProvedBounce& bounce, const Text& mailbox) {
    const auto one = counted(bounce.outcome);
    // Of a notification from before sender domains were chosen nothing can be said.
    if (bounce.provider.empty() || one == SenderTraffic{}) return {};
    count(bounce.sender_domain, bounce.provider, bounce.at, one);
    SenderStrike strike{bounce.sender_domain,
                        bounce.provider,
                        evidence_of(bounce.outcome),
                        bounce.notification,
                        bounce.sent,
                        bounce.at,
                        mailbox,
                        bounce.attempt};
    strike.is_delay = bounce.outcome.action == DeliveryAction::delayed;
    if (one.refused > 0) return refused(std::move(strike));
    return one.complaints > 0 ? complained(strike) : Change{};
}

/// By what others said of the domain, and its mailbox of others, before.
void SenderBook::weigh(SenderStrike& strike) {
    other_refusal_.each([&](const auto&) { strike.alone = false; }, strike.domain, strike.provider,
                        strike.mailbox, to_column(strike.at - kRefusalHours));
    refused_domains_.each([&](const auto& row) { strike.refuses_all = std::get<0>(row) > 1; },
                          strike.provider, strike.mailbox, to_column(strike.at - kKeepRefusals));
}

SenderBook::Change SenderBook::refused(SenderStrike strike) {
    weigh(strike);
    if (!strike.is_delay) {
        put_refusal_.run(strike.domain, strike.provider, strike.mailbox, to_column(strike.at));
    }
    auto there = standings_at(strike.provider);
    std::erase_if(there, [&](const auto& each) { return each.provider != strike.provider; });
    const auto hours = recent(strike.domain, strike.provider, strike.at, kRefusalHours);
    Change change;
    change.is_disputed = strike.refuses_all;
    for (auto& changed : judge_refusal(there, strike, hours, terms_)) {
        if (!changed.disputed) {
            hold(changed, {"bounce", strike.evidence, strike.at});
            change.suspended = std::move(changed);
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
    return change;
}

SenderBook::Change SenderBook::complained(const SenderStrike& strike) {
    const auto week = recent(strike.domain, strike.provider, strike.at, kComplaintHours);
    Change change;
    change.suspended =
        after_complaint(standing(strike.domain, strike.provider), strike, week, terms_);
    if (change.suspended) {
        hold(*change.suspended, {"bounce", strike.evidence, strike.at});
    } else {
        change.is_worrying = is_worrying(week, terms_);
    }
    return change;
}

/// An operator's word adds to what is held already: it neither shortens a suspension nor makes the
/// next one a first one. To shorten it, resume first.
void SenderBook::suspend(SenderStanding next, const Author& author) {
    if (const auto held = standing(next.domain, next.provider)) {
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

long long SenderBook::prune(TimePoint now, TimePoint before, int count) {
    prune_traffic_.run(to_column(now - kKeepTraffic));
    prune_refusals_.run(to_column(now - kKeepRefusals));
    prune_days_.run(to_column(before));
    prune_standings_.run(to_column(now - terms_.forget_after));
    return prune_changes_.run(to_column(before), count);
}

std::vector<SenderStanding> SenderBook::standings_at(const Text& provider) {
    std::vector<SenderStanding> found;
    standings_.each([&](const StandingRow& row) { found.push_back(standing_of(row)); }, provider,
                    Text(kEveryProvider));
    return found;
}

std::optional<SenderStanding> SenderBook::standing(const Text& domain, const Text& provider) {
    std::optional<SenderStanding> found;
    standing_.each([&](const StandingRow& row) { found = standing_of(row); }, domain, provider);
    return found;
}

SenderTraffic SenderBook::recent(const Text& domain, const Text& provider, TimePoint now,
                                 Duration span) {
    SenderTraffic sum;
    // The hour that has begun counts as one.
    const auto since = hour_of(now) - span + hours{1};
    recent_.each(
        [&](const auto& row) {
            std::tie(sum.sent, sum.refused, sum.content, sum.complaints, sum.delivered) = row;
        },
        domain, provider, to_column(since));
    return sum;
}

long long SenderBook::sent_today(const Text& domain, TimePoint now) {
    long long sent = 0;
    sent_on_day_.each([&](const auto& row) { sent = std::get<0>(row); }, domain,
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
    note_.run(standing.domain, standing.provider, Text(what), Text(name_of(standing.cause)),
              author.name, author.why, to_column(author.at),
              to_column(suspended ? standing.until : std::nullopt), suspended ? standing.step : 0);
}

}  // namespace postern
