// SPDX-License-Identifier: Apache-2.0
#include "suppression_row.hpp"

#include "columns.hpp"
#include "failure.hpp"

namespace postern {

Suppression suppression_of(const SuppressionRow& row) {
    const auto& [subject, cause, evidence, author, notification, since, last, until, step, probe,
                 probed] = row;
    const auto known = cause_from(cause);
    if (!known) refuse_row("state: a suppression has an unknown cause");
    return {subject,
            *known,
            evidence,
            author,
            notification,
            time_of(since),
            time_of(last),
            optional_time_of(until),
            step,
            probe,
            optional_time_of(probed)};
}

long long put(Query<SuppressionRow>& statement, const Suppression& s) {
    return statement.run(s.subject, std::string(name_of(s.cause)), s.evidence, s.author,
                         s.notification, to_column(s.since), to_column(s.last), to_column(s.until),
                         s.step, s.probe, to_column(s.probed));
}

}  // namespace postern
