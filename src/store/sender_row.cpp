// SPDX-License-Identifier: Apache-2.0
#include "sender_row.hpp"

#include "columns.hpp"
#include "failure.hpp"

namespace postern {

SenderStanding standing_of(const StandingRow& row) {
    const auto& [domain, provider, cause, evidence, author, notification, since, until, step, round,
                 sent, began, recovered, mailbox, disputed, account] = row;
    const auto known = sender_cause_from(cause);
    if (!known) refuse_row("state: the standing of a sender domain has an unknown cause");
    return {domain,
            provider,
            *known,
            evidence,
            author,
            notification,
            time_of(since),
            optional_time_of(until),
            step,
            round,
            sent,
            optional_time_of(began),
            optional_time_of(recovered),
            mailbox,
            disputed != 0,
            account};
}

long long put(Query<StandingRow>& statement, const SenderStanding& s) {
    return statement.run(s.domain, s.provider, std::string(name_of(s.cause)), s.evidence, s.author,
                         s.notification, to_column(s.since), to_column(s.until), s.step, s.round,
                         s.round_sent, to_column(s.round_began), to_column(s.recovered), s.mailbox,
                         s.disputed ? 1 : 0, s.account);
}

}  // namespace postern
