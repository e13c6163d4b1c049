// SPDX-License-Identifier: Apache-2.0
//
// A Suppression as a row of the table suppressions, and its way there and back.
#pragma once

#include <string>

#include "postern/bounce/suppression.hpp"

#include "query.hpp"

namespace postern {

/// In the order of kSuppressionColumns.
using SuppressionRow = std::tuple<std::string, std::string, std::string, std::string, std::string,
                                  long long, long long, long long, int, std::string, long long>;

inline const std::string kSuppressionColumns =
    "subject, cause, evidence, author, notification, since_at, last_at, "
    "COALESCE(held_until, -1), step, probe, COALESCE(probed_at, -1)";

/// Inserts the row or replaces the one of that subject.
inline const std::string kPutSuppression =
    "INSERT INTO suppressions (subject, cause, evidence, author, notification, since_at, last_at, "
    "held_until, step, probe, probed_at) VALUES (:subject, :cause, :evidence, :author, "
    ":notification, :since, :last, NULLIF(:until, -1), :step, :probe, NULLIF(:probed, -1)) "
    "ON CONFLICT (subject) DO UPDATE SET cause = excluded.cause, evidence = excluded.evidence, "
    "author = excluded.author, notification = excluded.notification, "
    "since_at = excluded.since_at, last_at = excluded.last_at, held_until = excluded.held_until, "
    "step = excluded.step, probe = excluded.probe, probed_at = excluded.probed_at";

/// Throws soci::soci_error on an unknown cause: the schema rules that out.
Suppression suppression_of(const SuppressionRow& row);

long long put(Query<SuppressionRow>& statement, const Suppression& suppression);

}  // namespace postern
