// SPDX-License-Identifier: Apache-2.0
#include "notification_row.hpp"

#include <array>

#include "columns.hpp"
#include "failure.hpp"

namespace postern {

namespace {

constexpr std::array<std::pair<Fate, std::string_view>, 7> kFates{{
    {Fate::issued, "issued"},
    {Fate::parked, "parked"},
    {Fate::sent, "sent"},
    {Fate::withheld, "withheld"},
    {Fate::merged, "merged"},
    {Fate::given_up, "given-up"},
    {Fate::set_aside, "set-aside"},
}};

template <typename Value>
Value known(const std::optional<Value>& value, const std::string& id) {
    if (!value) refuse_row("state: notification " + id + " is of an unknown kind or fate");
    return *value;
}

}  // namespace

std::string_view name_of(Fate fate) {
    for (const auto& [value, name] : kFates) {
        if (value == fate) return name;
    }
    return "?";
}

std::optional<Fate> fate_from(std::string_view name) {
    for (const auto& [value, candidate] : kFates) {
        if (candidate == name) return value;
    }
    return std::nullopt;
}

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
    return statement.run(n.id, n.account, n.draft, n.agent, std::string(name_of(n.kind)), n.chat,
                         std::string(name_of(n.fate)), n.rule, n.reason, n.address, n.sender_domain,
                         n.message_id, n.queue_id, to_column(n.occurred), to_column(n.accepted),
                         to_column(n.due), to_column(n.decided), n.provider, n.attempt, n.delivery);
}

}  // namespace postern
