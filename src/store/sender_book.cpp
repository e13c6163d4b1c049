// SPDX-License-Identifier: Apache-2.0
#include "sender_book.hpp"

#include "columns.hpp"

namespace postern {

namespace {

/// `wanted` is joined before the table: SQLite would make a table of its own of an IN's list, each
/// time it is asked.
std::string select_standing(const std::string& wanted, const std::string& condition) {
    return "SELECT " + kStandingColumns + " FROM " + wanted + "sender_standings WHERE " + condition;
}

}  // namespace

SenderBook::SenderBook(soci::session& sql)
    : traffic(sql),
      evidence_(sql),
      put_(sql, kPutStanding),
      standings_(
          sql, select_standing("(VALUES (:p1, :a1), (:p2, :a2), (:p3, :a3), (:p4, :a4)) AS wanted "
                               "CROSS JOIN ",
                               "provider = wanted.column1 AND account = wanted.column2")),
      of_domain_(sql, select_standing("", "sender_domain = :domain")),
      note_(sql,
            "INSERT INTO sender_changes (number, sender_domain, provider, account, what, cause, "
            "author, why, changed_at, held_until, step) VALUES ((SELECT COALESCE(MAX(number), 0) + "
            "1 FROM sender_changes), :domain, :provider, :account, :what, :cause, :author, :why, "
            ":at, NULLIF(:until, -1), :step)"),
      prune_standings_(sql,
                       "DELETE FROM sender_standings "
                       "WHERE held_until IS NOT NULL AND COALESCE(recovered_at, held_until) < :at"),
      prune_changes_(sql,
                     "DELETE FROM sender_changes WHERE number IN (SELECT number FROM "
                     "sender_changes WHERE changed_at < :before LIMIT :count)") {}

void SenderBook::load(const ledger::SenderReach& lacking, ledger::KnownSenders& known) {
    const auto take = [&](const StandingRow& row) { known.load(standing_of(row)); };
    for (const auto& place : lacking.standings) {
        const Text everywhere(kEveryProvider);
        const Text everybody;
        standings_.each(take, place.provider, everybody, place.provider, place.account, everywhere,
                        everybody, everywhere, place.account);
    }
    for (const auto& domain : lacking.standings_of) of_domain_.each(take, domain);
    traffic.load(lacking, known);
    evidence_.load(lacking, known);
}

void SenderBook::write(const SenderChange& c) {
    note_.run(c.domain, c.provider, c.account, c.what, c.cause, c.author, c.why, to_column(c.at),
              to_column(c.until), c.step);
}

bool SenderBook::prune(TimePoint now, TimePoint before, TimePoint healed_before, int count) {
    traffic.prune(now, before);
    evidence_.prune(now);
    prune_standings_.run(to_column(healed_before));
    return prune_changes_.run(to_column(before), count) >= count;
}

}  // namespace postern
