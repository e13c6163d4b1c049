// SPDX-License-Identifier: Apache-2.0
#include "presence_book.hpp"

#include <algorithm>

#include "columns.hpp"

namespace postern {

namespace {

/// The last that begins before a moment, and the first that begins after another.
const std::string kBeside =
    "SELECT signed_out, first_at, last_at, kept FROM presence_told "
    "WHERE agent = :agent AND device = :device "
    "AND first_at >= COALESCE((SELECT MAX(first_at) FROM presence_told WHERE agent = :agent2 "
    "AND device = :device2 AND first_at < :from), :from2) "
    "AND first_at <= COALESCE((SELECT MIN(first_at) FROM presence_told WHERE agent = :agent3 "
    "AND device = :device3 AND first_at > :until), :until2) "
    "ORDER BY first_at, signed_out";

long long number_of(PresenceSign kind) {
    return kind == PresenceSign::out ? 1 : 0;
}

bool is_same_row(const SignRun& a, const SignRun& b) {
    return a.kind == b.kind && a.first == b.first;
}

}  // namespace

PresenceBook::PresenceBook(soci::session& sql, Duration stale_after)
    : stale_after_(stale_after),
      beside_(sql, kBeside),
      put_(
          sql,
          "INSERT INTO presence_told (account, agent, device, signed_out, first_at, last_at, kept) "
          "SELECT account, id, :device, :out, :first, :last, :kept FROM agents WHERE id = :agent "
          "ON CONFLICT (agent, device, first_at, signed_out) "
          "DO UPDATE SET last_at = excluded.last_at, kept = excluded.kept"),
      remove_(sql,
              "DELETE FROM presence_told WHERE agent = :agent AND device = :device "
              "AND first_at = :first AND signed_out = :out") {}

void PresenceBook::tell(const std::string& agent, const std::string& device, PresenceSign kind,
                        TimePoint at) {
    const auto before = beside(agent, device, at, at);
    write(agent, device, before, with_sign(before, kind, at, stale_after_));
}

void PresenceBook::tell(const OnlineSpan& span) {
    const auto seen = span.until ? std::min(span.seen, *span.until) : span.seen;
    const auto before = beside(span.agent, span.device, span.from, seen);
    write(span.agent, span.device, before, with_stretch(before, span.from, seen, stale_after_));
    if (span.until) tell(span.agent, span.device, PresenceSign::out, *span.until);
}

std::vector<SignRun> PresenceBook::beside(const Text& agent, const Text& device, TimePoint from,
                                          TimePoint until) {
    std::vector<SignRun> runs;
    const auto take = [&](const auto& row) {
        const auto& [out, first, last, kept] = row;
        runs.push_back(run_of(out, first, last, kept));
    };
    beside_.each(take, agent, device, agent, device, to_column(from), to_column(from), agent,
                 device, to_column(until), to_column(until));
    return runs;
}

void PresenceBook::write(const Text& agent, const Text& device, const std::vector<SignRun>& before,
                         const std::vector<SignRun>& after) {
    for (const auto& run : before) {
        const bool stays = std::any_of(after.begin(), after.end(),
                                       [&](const SignRun& each) { return is_same_row(each, run); });
        if (!stays) remove_.run(agent, device, to_column(run.first), number_of(run.kind));
    }
    for (const auto& run : after) {
        if (std::find(before.begin(), before.end(), run) != before.end()) continue;
        put_.run(device, number_of(run.kind), to_column(run.first), to_column(run.last()),
                 kept_of(run), agent);
    }
}

}  // namespace postern
