// SPDX-License-Identifier: Apache-2.0
#include "suppression_book.hpp"

#include <array>
#include <tuple>

#include "columns.hpp"

namespace postern {

namespace {

std::string delete_some(const std::string& table, const std::string& key,
                        const std::string& condition) {
    // Neither engine takes DELETE … LIMIT without special leave.
    return "DELETE FROM " + table + " WHERE " + key + " IN (SELECT " + key + " FROM " + table +
           " WHERE " + condition + " LIMIT :count)";
}

}  // namespace

SuppressionBook::SuppressionBook(soci::session& sql)
    : put_(sql, kPutSuppression),
      // SQLite would make a table of its own of an IN's list, each time it is asked.
      standings_(sql, "SELECT " + kSuppressionColumns +
                          " FROM (VALUES (:one), (:other), (:third), (:fourth)) AS wanted "
                          "CROSS JOIN suppressions WHERE subject = wanted.column1"),
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

void SuppressionBook::load(const ledger::SuppressionReach& lacking,
                           ledger::KnownSuppressions& known) {
    load_standings(lacking.subjects, known);
    for (const auto& subject : lacking.lifted) {
        lifted_.each(
            [&](const auto& row) {
                const auto at = optional_time_of(std::get<0>(row));
                if (at) known.load_lifted(subject, *at);
            },
            subject);
    }
    for (const auto& report : lacking.reports) load_report(report, known);
    for (const auto& each : lacking.disbelieved) {
        if (is_counted_.any(each.victim, each.why)) known.load_disbelieved(each);
    }
    if (lacking.victims) {
        victims_.each([&](const auto& row) { known.load_victims(std::get<0>(row)); });
    }
}

/// As many at a time as the statement takes.
void SuppressionBook::load_standings(const std::set<Text>& subjects,
                                     ledger::KnownSuppressions& known) {
    auto next = subjects.begin();
    while (next != subjects.end()) {
        std::array<Text, 4> some;
        some.fill(*next);
        for (auto& each : some) {
            if (next != subjects.end()) each = *next++;
        }
        standings_.each([&](const SuppressionRow& row) { known.load(suppression_of(row)); },
                        some[0], some[1], some[2], some[3]);
    }
}

void SuppressionBook::load_report(const ledger::ReportRef& report,
                                  ledger::KnownSuppressions& known) {
    used_.each(
        [&](const auto& row) {
            const auto& [delivery, effect, sender, fault] = row;
            known.load(report, ledger::EarlierReport{delivery, effect, sender, fault});
        },
        report.notification, report.attempt, Text(name_of(report.use)));
}

void SuppressionBook::write(const SuppressionChange& change) {
    note_.run(change.subject, change.what, change.cause, change.author, change.why,
              to_column(change.at));
}

void SuppressionBook::write(const ledger::RecordBounce& change) {
    const auto& b = change.bounce;
    record_.run(b.notification, b.attempt, Text(name_of(b.use)), b.sender_domain, b.delivery,
                Text(name_of(b.bounce_class)), Text(name_of(b.action)), b.status, b.evidence,
                b.reporter, b.effect, to_column(b.at), b.not_again, Text(name_of(b.fault)));
}

void SuppressionBook::write(const ledger::AmendBounce& change) {
    amend_.run(change.effect, change.not_again, change.notification, change.attempt,
               Text(name_of(change.use)));
}

void SuppressionBook::write(const ledger::CountDisbelief& change) {
    count_.run(change.victim, change.why, to_column(change.at), to_column(change.at));
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

}  // namespace postern
