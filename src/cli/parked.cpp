// SPDX-License-Identifier: Apache-2.0
//
// postern parked: what is still to be decided, and when. A notification that Postfix has not
// presented for the first time yet ("issued") waits as well.
#include <ostream>

#include "commands.hpp"
#include "databases.hpp"
#include "json_output.hpp"
#include "queue_places.hpp"
#include "text_table.hpp"

namespace postern {

namespace {

std::string left(const Notification& n, TimePoint now) {
    // Nobody needs the milliseconds of a waiting time.
    const auto span = std::chrono::floor<std::chrono::seconds>(n.due - now);
    if (span.count() >= 0) return format_duration(span);
    return "overdue " + format_duration(-span);
}

/// A reason is on record where a sender domain is waited for.
std::string waits_for(const Notification& n, const Waiting* place, TimePoint now) {
    if (is_on_hold(place)) return "an operator: it is on hold, postsuper -H " + place->queue_id;
    if (!n.reason.empty()) return n.reason;
    if (now < n.due) return "its grace window";
    return "Postfix to present it, since " + format_time(n.due);
}

void print_table(const std::vector<Notification>& waiting, const QueuePlaces& places, TimePoint now,
                 std::ostream& out) {
    TextTable table;
    table.add({"DRAFT", "AGENT", "FATE", "QUEUE-ID", "DUE", "LEFT", "WAITS FOR"});
    for (const auto& n : waiting) {
        table.add({n.draft, n.agent, std::string(name_of(n.fate)), n.queue_id, format_time(n.due),
                   left(n, now), waits_for(n, places.place_of(n), now)});
    }
    table.print(out);
}

Json waiting_json(const std::vector<Notification>& waiting, const QueuePlaces& places,
                  TimePoint now) {
    auto all = Json::array();
    for (const auto& n : waiting) {
        auto json = to_json(n);
        const auto* place = places.place_of(n);
        json["left_ms"] = (n.due - now).count();
        json["queue"] = to_json(place);
        json["waits_for"] = waits_for(n, place, now);
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
    const auto places = QueuePlaces::of(*waiting, *settings, call);
    if (call.json()) {
        print_json(call, waiting_json(*waiting, places, now));
    } else {
        print_table(*waiting, places, now, call.out());
    }
    return Exit::good;
}

}  // namespace postern
