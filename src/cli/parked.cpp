// SPDX-License-Identifier: Apache-2.0
//
// postern parked: what is still to be decided, and when. A notification that Postfix has not
// presented for the first time yet ("issued") waits as well.
#include <ostream>

#include "commands.hpp"
#include "databases.hpp"
#include "json_output.hpp"
#include "text_table.hpp"

namespace postern {

namespace {

std::string left(const Notification& n, TimePoint now) {
    // Nobody needs the milliseconds of a waiting time.
    const auto span = std::chrono::floor<std::chrono::seconds>(n.due - now);
    if (span.count() >= 0) return format_duration(span);
    return "overdue " + format_duration(-span);
}

void print_table(const std::vector<Notification>& waiting, TimePoint now, std::ostream& out) {
    TextTable table;
    table.add({"DRAFT", "AGENT", "FATE", "QUEUE-ID", "DUE", "LEFT", "WAITS FOR"});
    for (const auto& n : waiting) {
        table.add({n.draft, n.agent, std::string(name_of(n.fate)), n.queue_id, format_time(n.due),
                   left(n, now), n.reason.empty() ? "its grace window" : n.reason});
    }
    table.print(out);
}

Json waiting_json(const std::vector<Notification>& waiting, TimePoint now) {
    auto all = Json::array();
    for (const auto& n : waiting) {
        auto json = to_json(n);
        json["left_ms"] = (n.due - now).count();
        all.push_back(std::move(json));
    }
    return all;
}

}  // namespace

Exit run_parked(const Call& call) {
    const auto settings = settings_for(call);
    if (!settings) return Exit::no;
    const auto state = open_state_of(*settings);
    if (!state) return fail(call, state.error());
    const auto waiting = (*state)->unfinished();
    if (!waiting) return fail(call, waiting.error());
    const auto now = call.clock.now();
    if (call.json()) {
        print_json(call, waiting_json(*waiting, now));
    } else {
        print_table(*waiting, now, call.out());
    }
    return Exit::good;
}

}  // namespace postern
