// SPDX-License-Identifier: Apache-2.0
//
// postern why: why an agent was sent a notification of a draft, or was not.
#include <array>
#include <ostream>

#include "postern/base/text.hpp"

#include "commands.hpp"
#include "databases.hpp"
#include "explanation.hpp"
#include "json_output.hpp"
#include "text_table.hpp"
#include "values.hpp"

namespace postern {

namespace {

constexpr std::array kOptions{
    Option{"address", "ADDRESS", "everything that went to this address"},
    Option{"account", "ACCOUNT", "of this account: draft ids are unique within one"},
    Option{"since", "TIME", "accepted then or later: RFC 3339, or 2h for two hours ago"},
    Option{"limit", "COUNT", "at most so many, 1000 unless given"},
};

NotificationFilter read_filter(Values& values) {
    NotificationFilter filter;
    filter.draft = values.text("DRAFT");
    filter.agent = values.identifier("AGENT");
    if (const auto address = values.address("address")) filter.address = address->text();
    filter.account = values.identifier("account");
    filter.since = values.moment("since");
    filter.limit = values.count("limit", filter.limit, filter.limit);
    return filter;
}

/// A draft named by its Message-ID may be given without the angle brackets, as mail logs have it.
Result<std::vector<Notification>> look_up(State& state, NotificationFilter filter) {
    auto found = state.find(filter);
    if (!found || !found->empty() || filter.draft.empty()) return found;
    filter.draft = "<" + filter.draft + ">";
    return state.find(filter);
}

Exit nothing_on_record(const Call& call, const Settings& settings) {
    if (call.json()) {
        print_json(call, Json::array());
        return Exit::no;
    }
    call.out() << "Nothing is on record of that. Either no such draft reached postern; or it was "
                  "refused, or had\nno agents to notify, which the log says (draft-refused, "
                  "draft-without-agents); or its record is\nolder than state.keep, "
               << format_duration(settings.state.keep) << ".\n";
    if (call.given.has("address")) {
        call.out() << "What was withheld has no address on record: 'postern notifications --agent' "
                      "finds it.\n";
    }
    return Exit::no;
}

void print_sentences(const std::vector<Notification>& found, TimePoint now, std::ostream& out) {
    for (const auto& n : found) {
        out << visible(n.draft + ", agent " + n.agent + ": " + explain(n, now)) << ".\n";
    }
}

Json sentences_json(const std::vector<Notification>& found, TimePoint now) {
    auto all = Json::array();
    for (const auto& n : found) {
        auto json = to_json(n);
        json["why"] = explain(n, now);
        all.push_back(std::move(json));
    }
    return all;
}

}  // namespace

std::span<const Option> why_options() {
    return kOptions;
}

Exit run_why(const Call& call) {
    const auto now = call.clock.now();
    Values values(call.given, now);
    const auto filter = read_filter(values);
    if (values.fault()) return misuse(call, *values.fault());
    if (filter.draft.empty() && filter.address.empty()) {
        return misuse(call, {ErrorCode::invalid, "DRAFT is missing, and so is --address"});
    }
    const auto settings = settings_for(call);
    if (!settings) return Exit::no;
    const auto state = open_state_of(*settings);
    if (!state) return fail(call, state.error());
    const auto found = look_up(**state, filter);
    if (!found) return fail(call, found.error());
    if (found->empty()) return nothing_on_record(call, *settings);
    if (call.json()) {
        print_json(call, sentences_json(*found, now));
    } else {
        print_sentences(*found, now, call.out());
    }
    return Exit::good;
}

}  // namespace postern
