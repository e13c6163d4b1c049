// SPDX-License-Identifier: Apache-2.0
//
// postern suppressions: who is suppressed, for what, since when; and lifting it, with a reason that
// stays in the trail beside the name of whoever did it.
#include <array>
#include <cstdlib>
#include <ostream>
#include <pwd.h>
#include <unistd.h>

#include "postern/bounce/suppression.hpp"

#include "acting_as_owner.hpp"
#include "commands.hpp"
#include "databases.hpp"
#include "json_output.hpp"
#include "text_table.hpp"
#include "values.hpp"

namespace postern {

namespace {

constexpr int kMost = 1'000'000;

constexpr std::array kListOptions{
    Option{"domain", "DOMAIN", "addresses in this domain"},
    Option{"agent", "AGENT", "complaints about this agent's notifications"},
    Option{"cause", "CAUSE", "such as mailbox-full, user-unknown or complaint"},
    Option{"since", "TIME", "begun then or later: RFC 3339, or 2h for two hours ago"},
    Option{"limit", "COUNT", "at most so many, 1000 unless given"},
};
constexpr std::array kChangeOptions{
    Option{"reason", "TEXT", "why, for the trail"},
};

/// Who is at the keyboard, also behind sudo.
std::string operator_name() {
    if (const char* sudo = std::getenv("SUDO_USER"); sudo != nullptr && *sudo != '\0') return sudo;
    const auto* user = ::getpwuid(::getuid());
    return user == nullptr ? "uid " + std::to_string(::getuid()) : user->pw_name;
}

Json to_json(const Suppression& s) {
    return {{"subject", s.subject},
            {"cause", name_of(s.cause)},
            {"rule", rule_of(s.cause).id},
            {"evidence", s.evidence},
            {"author", s.author},
            {"notification", s.notification},
            {"since", format_time(s.since)},
            {"until", s.until ? Json(format_time(*s.until)) : Json(nullptr)},
            {"step", s.step},
            {"probe", s.probe}};
}

Json to_json(const SuppressionChange& c) {
    return {{"at", format_time(c.at)},
            {"what", c.what},
            {"cause", c.cause},
            {"author", c.author},
            {"why", c.why}};
}

void print(const Call& call, const std::vector<Suppression>& found) {
    if (call.json()) {
        auto all = Json::array();
        for (const auto& s : found) all.push_back(to_json(s));
        return print_json(call, all);
    }
    TextTable table;
    table.add({"SUBJECT", "CAUSE", "SINCE", "UNTIL", "STEP", "EVIDENCE"});
    for (const auto& s : found) {
        table.add({s.subject, std::string(name_of(s.cause)), format_time(s.since),
                   s.until ? format_time(*s.until) : "lifted", std::to_string(s.step), s.evidence});
    }
    table.print(call.out());
}

/// Calls `change(state, subject, author)` on the state opened for writing.
template <typename Change>
Exit change_subject(const Call& call, const Change& change) {
    const auto subject = parse_subject(call.given.value("SUBJECT").value_or(""));
    if (!subject) return misuse(call, subject.error());
    const auto settings = settings_for(call);
    if (!settings) return Exit::no;
    const Author author{operator_name(), call.given.value("reason").value_or(""), call.clock.now()};
    const ActingAsOwner owner(settings->state.database);
    const auto state = open_state(state_options(*settings));
    if (!state) return fail(call, state.error());
    const auto changed = change(**state, *subject, author);
    if (!changed) return fail(call, changed.error());
    if (call.json()) {
        print_json(call, {{"changed", *changed}});
    } else {
        call.out() << *changed << " changed\n";
    }
    return *changed > 0 ? Exit::good : Exit::no;
}

}  // namespace

std::span<const Option> suppressions_list_options() {
    return kListOptions;
}
std::span<const Option> suppressions_change_options() {
    return kChangeOptions;
}

Exit run_suppressions_list(const Call& call) {
    Values values(call.given, call.clock.now());
    SuppressionFilter filter;
    filter.domain = values.text("domain");
    filter.agent = values.identifier("agent");
    filter.since = values.moment("since");
    filter.limit = values.count("limit", filter.limit, kMost);
    if (values.fault()) return misuse(call, *values.fault());
    filter.cause = cause_from(values.text("cause"));
    if (values.given("cause") && !filter.cause) {
        return misuse(call,
                      {ErrorCode::invalid, values.text("cause") + " is no cause", {"--cause"}});
    }
    const auto settings = settings_for(call);
    if (!settings) return Exit::no;
    const auto state = open_state_of(*settings);
    if (!state) return fail(call, state.error());
    const auto found = (*state)->suppressions(filter);
    if (!found) return fail(call, found.error());
    print(call, *found);
    return Exit::good;
}

Exit run_suppressions_show(const Call& call) {
    const auto subject = parse_subject(call.given.value("SUBJECT").value_or(""));
    if (!subject) return misuse(call, subject.error());
    const auto settings = settings_for(call);
    if (!settings) return Exit::no;
    const auto state = open_state_of(*settings);
    if (!state) return fail(call, state.error());
    SuppressionFilter filter;
    filter.subject = *subject;
    const auto found = (*state)->suppressions(filter);
    if (!found) return fail(call, found.error());
    const auto trail = (*state)->suppression_changes(*subject, kMost);
    if (!trail) return fail(call, trail.error());
    if (call.json()) {
        auto changes = Json::array();
        for (const auto& change : *trail) changes.push_back(to_json(change));
        print_json(call, {{"suppression", found->empty() ? Json(nullptr) : to_json(found->front())},
                          {"changes", changes}});
    } else {
        print(call, *found);
        TextTable table;
        table.add({"AT", "WHAT", "CAUSE", "BY", "WHY"});
        for (const auto& c : *trail) {
            table.add({format_time(c.at), c.what, c.cause, c.author, c.why});
        }
        table.print(call.out());
    }
    return found->empty() ? Exit::no : Exit::good;
}

Exit run_suppressions_add(const Call& call) {
    return change_subject(call, [](State& state, const std::string& subject, const Author& author) {
        Suppression s{subject, Cause::by_operator, author.why, author.name,
                      "",      author.at,          author.at};
        return state.suppress({std::move(s)}, author);
    });
}

Exit run_suppressions_remove(const Call& call) {
    return change_subject(call, [](State& state, const std::string& subject, const Author& author) {
        return state.lift({subject}, author);
    });
}

}  // namespace postern
