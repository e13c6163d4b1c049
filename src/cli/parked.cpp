// SPDX-License-Identifier: Apache-2.0
//
// postern parked: what is still to be decided, and when. A notification that Postfix has not
// presented for the first time yet ("issued") waits as well, and so does what Postfix's queue has
// and the record does not.
#include <ostream>

#include "commands.hpp"
#include "databases.hpp"
#include "json_output.hpp"
#include "queue_places.hpp"
#include "text_table.hpp"

namespace postern {

namespace {

constexpr const char* kNotOnRecord = "the record has nothing unfinished in this queue file";

std::string left(TimePoint due, TimePoint now) {
    // Nobody needs the milliseconds of a waiting time.
    const auto span = std::chrono::floor<std::chrono::seconds>(due - now);
    if (span.count() >= 0) return format_duration(span);
    return "overdue " + format_duration(-span);
}

std::string waits_for(const Waiting& place, TimePoint now) {
    if (!place.put_off.empty()) return "Postfix, which has put it off: " + place.put_off;
    if (now < place.due) return "its grace window";
    return "Postfix to present it";
}

/// Where Postfix does not say until when it waits, only the record would.
bool is_due_known(const Waiting& place) {
    return place.due != TimePoint{};
}

/// A reason is on record where a sender domain is waited for.
std::string waits_for(const Notification& n, const QueuePlaces& places, TimePoint now) {
    const auto* place = places.place_of(n);
    if (is_on_hold(place)) return "an operator: it is on hold, postsuper -H " + place->queue_id;
    if (places.misses(n)) {
        return "the record: Postfix's queue does not have it now (decided, returned, removed, or "
               "being queued again)";
    }
    if (!n.reason.empty()) return n.reason;
    if (place != nullptr && !place->put_off.empty()) return waits_for(*place, now);
    if (now < n.due) return "its grace window";
    return "Postfix to present it, since " + format_time(n.due);
}

void print_table(const std::vector<Notification>& waiting, const QueuePlaces& places, TimePoint now,
                 std::ostream& out) {
    TextTable table;
    table.add({"DRAFT", "AGENT", "FATE", "QUEUE-ID", "DUE", "LEFT", "WAITS FOR"});
    for (const auto& n : waiting) {
        table.add({n.draft, n.agent, std::string(name_of(n.fate)), n.queue_id, format_time(n.due),
                   left(n.due, now), waits_for(n, places, now)});
    }
    for (const auto& each : places.besides(waiting)) {
        const bool is_parked = is_due_known(each);
        table.add({"", each.agent, "", each.queue_id, is_parked ? format_time(each.due) : "",
                   is_parked ? left(each.due, now) : "",
                   waits_for(each, now) + "; " + kNotOnRecord});
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
        json["waits_for"] = waits_for(n, places, now);
        json["on_record"] = true;
        all.push_back(std::move(json));
    }
    for (const auto& each : places.besides(waiting)) {
        const bool is_parked = is_due_known(each);
        all.push_back({{"draft", nullptr},
                       {"agent", each.agent},
                       {"queue_id", each.queue_id},
                       {"due", is_parked ? Json(format_time(each.due)) : Json(nullptr)},
                       {"left_ms", is_parked ? Json((each.due - now).count()) : Json(nullptr)},
                       {"queue", to_json(&each)},
                       {"waits_for", waits_for(each, now)},
                       {"on_record", false}});
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
    const auto places = QueuePlaces::all(*settings, call);
    if (call.json()) {
        print_json(call, waiting_json(*waiting, places, now));
    } else {
        print_table(*waiting, places, now, call.out());
    }
    return Exit::good;
}

}  // namespace postern
