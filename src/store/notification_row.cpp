// SPDX-License-Identifier: Apache-2.0
#include "notification_row.hpp"

#include "columns.hpp"
#include "failure.hpp"

namespace postern {

namespace {

template <typename Value>
Value known(const std::optional<Value>& value, const std::string& id) {
    if (!value) refuse_row("state: notification " + id + " is of an unknown kind or fate");
    return *value;
}

}  // namespace

Notification notification_of(const NotificationRow& row) {
    const auto& [id, account, draft, agent, kind, chat, fate, rule, reason, address, domain,
                 message_id, queue_id, occurred, accepted, due, decided, provider, attempt,
                 delivery] = row;
    return {id,
            account,
            draft,
            agent,
            known(kind_from(kind), id),
            chat,
            known(fate_from(fate), id),
            rule,
            reason,
            address,
            domain,
            message_id,
            queue_id,
            time_of(occurred),
            time_of(accepted),
            time_of(due),
            optional_time_of(decided),
            provider,
            attempt,
            delivery};
}

long long put(Query<NotificationRow>& statement, const Notification& n) {
    known(kind_from(name_of(n.kind)), n.id);
    known(fate_from(name_of(n.fate)), n.id);
    return statement.run(n.id, n.account, n.draft, n.agent, std::string(name_of(n.kind)), n.chat,
                         std::string(name_of(n.fate)), n.rule, n.reason, n.address, n.sender_domain,
                         n.message_id, n.queue_id, to_column(n.occurred), to_column(n.accepted),
                         to_column(n.due), to_column(n.decided), n.provider, n.attempt, n.delivery);
}

}  // namespace postern
