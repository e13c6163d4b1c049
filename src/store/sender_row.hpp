// SPDX-License-Identifier: Apache-2.0
//
// A SenderStanding as a row of the table sender_standings, and its way there and back.
#pragma once

#include <string>

#include "postern/sender/standing.hpp"

#include "query.hpp"

namespace postern {

/// In the order of kStandingColumns.
using StandingRow = std::tuple<std::string, std::string, std::string, std::string, std::string,
                               std::string, long long, long long, int, int, int, long long,
                               long long, std::string, int, std::string>;

inline const std::string kStandingColumns =
    "sender_domain, provider, cause, evidence, author, notification, since_at, "
    "COALESCE(held_until, -1), step, round, round_sent, COALESCE(round_began_at, -1), "
    "COALESCE(recovered_at, -1), mailbox, disputed, account";

/// Inserts the row or replaces the one of that domain, provider and account.
inline const std::string kPutStanding =
    "INSERT INTO sender_standings (sender_domain, provider, cause, evidence, author, "
    "notification, since_at, held_until, step, round, round_sent, round_began_at, recovered_at, "
    "mailbox, disputed, account) VALUES (:domain, :provider, :cause, :evidence, :author, "
    ":notification, "
    ":since, NULLIF(:until, -1), :step, :round, :sent, NULLIF(:began, -1), "
    "NULLIF(:recovered, -1), :mailbox, :disputed, :account) "
    "ON CONFLICT (sender_domain, provider, account) DO UPDATE SET cause = excluded.cause, "
    "evidence = excluded.evidence, author = excluded.author, "
    "notification = excluded.notification, since_at = excluded.since_at, "
    "held_until = excluded.held_until, step = excluded.step, round = excluded.round, "
    "round_sent = excluded.round_sent, round_began_at = excluded.round_began_at, "
    "recovered_at = excluded.recovered_at, mailbox = excluded.mailbox, "
    "disputed = excluded.disputed";

/// Throws soci::soci_error on an unknown cause: the schema rules that out.
SenderStanding standing_of(const StandingRow& row);

long long put(Query<StandingRow>& statement, const SenderStanding& standing);

}  // namespace postern
