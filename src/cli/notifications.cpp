// SPDX-License-Identifier: Apache-2.0
//
// postern notifications: the record of fates, filtered.
#include <array>
#include <cstdio>

#include "commands.hpp"
#include "databases.hpp"
#include "json_output.hpp"
#include "rule_names.hpp"
#include "text_table.hpp"
#include "values.hpp"

namespace postern {

namespace {

constexpr int kMostListed = 1'000'000;

constexpr std::array kNotificationOptions{
    Option{"account", "ACCOUNT", "of this account"},
    Option{"draft", "DRAFT", "of the draft with this Postern-Draft-Id or Message-ID"},
    Option{"agent", "AGENT", "for this agent"},
    Option{"chat", "CHAT", "about this chat"},
    Option{"address", "ADDRESS", "that went to this address"},
    Option{"rule", "RULE", "decided by this rule, such as O2"},
    Option{"reason", "REASON", "with this reason, such as agent-online"},
    Option{"kind", "KIND", "offline-message or missed-chat"},
    Option{"fate", "FATE", "issued, parked, sent, withheld, merged, given-up or set-aside",
           Times::often},
    Option{"since", "TIME", "accepted then or later: RFC 3339, or 2h for two hours ago"},
    Option{"until", "TIME", "accepted before then"},
    Option{"queue-id", "ID", "of the draft with this queue id"},
    Option{"id", "ID", "with this id of postern's own"},
    Option{"limit", "COUNT", "at most so many, 1000 unless given"},
};

NotificationFilter read_filter(Values& values) {
    NotificationFilter filter;
    filter.account = values.identifier("account");
    filter.draft = values.text("draft");
    filter.agent = values.identifier("agent");
    filter.chat = values.identifier("chat");
    if (const auto address = values.address("address")) filter.address = address->text();
    filter.rule = values.one_of("rule", rule_ids());
    filter.reason = values.text("reason");
    if (!filter.reason.starts_with(kDefectReason)) {
        filter.reason = values.one_of("reason", record_reasons());
    }
    filter.queue_id = values.text("queue-id");
    filter.id = values.text("id");
    filter.kind = values.kind("kind");
    filter.fates = values.fates("fate");
    filter.since = values.moment("since");
    filter.until = values.moment("until");
    filter.limit = values.count("limit", filter.limit, kMostListed);
    return filter;
}

/// From acceptance to decision, in seconds with one decimal.
std::string waited(const Notification& n) {
    if (!n.decided) return {};
    std::array<char, 32> text{};
    const std::chrono::duration<double> span = *n.decided - n.accepted;
    std::snprintf(text.data(), text.size(), "%.1f", span.count());
    return text.data();
}

void print_table(const std::vector<Notification>& notifications, std::ostream& out) {
    TextTable table;
    table.add({"DRAFT", "AGENT", "VERDICT", "RULE", "REASON", "ADDRESS", "WAITED", "ACCEPTED"});
    for (const auto& n : notifications) {
        table.add({n.draft, n.agent, std::string(name_of(n.fate)), n.rule, n.reason, n.address,
                   waited(n), format_time(n.accepted)});
    }
    table.print(out);
}

}  // namespace

std::span<const Option> notifications_options() {
    return kNotificationOptions;
}

Exit run_notifications(const Call& call) {
    Values values(call.given, call.clock.now());
    const auto filter = read_filter(values);
    if (values.fault()) return misuse(call, *values.fault());
    const auto settings = settings_for(call);
    if (!settings) return Exit::no;
    const auto state = open_state_of(*settings);
    if (!state) return fail(call, state.error());
    const auto found = (*state)->find(filter);
    if (!found) return fail(call, found.error());
    if (!call.json()) {
        print_table(*found, call.out());
        return Exit::good;
    }
    auto all = Json::array();
    for (const auto& n : *found) all.push_back(to_json(n));
    print_json(call, all);
    return Exit::good;
}

}  // namespace postern
