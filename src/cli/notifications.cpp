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
#include "trail_words.hpp"
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
    Option{"queue-id", "ID", "of the draft with this queue id, or that left in this queue file"},
    Option{"id", "ID", "with this id of postern's own"},
    Option{"limit", "COUNT", "at most so many, 1000 unless given"},
    Option{"delivery", "", "with what became of it after it left, as Postfix's log told"},
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

/// A queue id that is no draft's may be that of the file which a notification left in.
Result<std::vector<Notification>> look_for(State& state, NotificationFilter filter) {
    auto found = state.find(filter);
    if (!found || !found->empty() || filter.queue_id.empty()) return found;
    const auto ids = state.seen_in(filter.queue_id);
    if (!ids) return ids.error();
    filter.queue_id.clear();
    for (const auto& id : *ids) {
        filter.id = id;
        const auto one = state.find(filter);
        if (!one) return one.error();
        found->insert(found->end(), one->begin(), one->end());
    }
    return found;
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

/// Beside each notification, what became of it; nothing of one that did not leave.
using Deliveries = std::vector<std::vector<trail::Trail>>;

Result<Deliveries> deliveries_of(State& state, const std::vector<Notification>& notifications) {
    Deliveries all;
    for (const auto& n : notifications) {
        if (n.fate != Fate::sent) {
            all.emplace_back();
            continue;
        }
        auto trails = state.trails_of(n.id);
        if (!trails) return trails.error();
        all.push_back(*std::move(trails));
    }
    return all;
}

void print_deliveries(const std::vector<Notification>& notifications, const Deliveries& deliveries,
                      std::ostream& out) {
    TextTable table;
    table.add(
        {"DRAFT", "AGENT", "VERDICT", "ADDRESS", "DELIVERY", "TRIES", "LAST", "SERVER", "REPLY"});
    auto each = deliveries.begin();
    for (const auto& n : notifications) {
        const auto& trails = *each++;
        const auto last = trails.empty() ? trail::Trail() : trails.back();
        table.add({n.draft, n.agent, std::string(name_of(n.fate)), n.address, delivery_of(trails),
                   last.tries > 0 ? std::to_string(last.tries) : "",
                   last.last ? format_time(*last.last) : "", last.relay, last.reply});
    }
    table.print(out);
}

Exit print_with_deliveries(const Call& call, State& state,
                           const std::vector<Notification>& notifications) {
    const auto deliveries = deliveries_of(state, notifications);
    if (!deliveries) return fail(call, deliveries.error());
    if (!call.json()) {
        print_deliveries(notifications, *deliveries, call.out());
        return Exit::good;
    }
    auto all = Json::array();
    auto each = deliveries->begin();
    for (const auto& n : notifications) {
        auto json = to_json(n);
        json["trail"] = to_json(*each++);
        all.push_back(std::move(json));
    }
    print_json(call, all);
    return Exit::good;
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
    const auto found = look_for(**state, filter);
    if (!found) return fail(call, found.error());
    if (call.given.has("delivery")) return print_with_deliveries(call, **state, *found);
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
