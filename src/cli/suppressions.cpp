// SPDX-License-Identifier: Apache-2.0
//
// postern suppressions list, show, disbelieved: who is suppressed, for what and since when, and
// whose reports were not believed.
#include <algorithm>
#include <array>
#include <iterator>
#include <ostream>
#include <set>

#include "commands.hpp"
#include "databases.hpp"
#include "suppression_input.hpp"
#include "suppression_json.hpp"
#include "text_table.hpp"
#include "values.hpp"

namespace postern {

namespace {

constexpr Option kLimit{"limit", "COUNT", "at most so many, 1000 unless given"};
constexpr std::array kListOptions{kOfDomain, kOfAgent, kOfCause, kSince, kUntil, kLimit};
constexpr std::array kDisbelievedOptions{kLimit};

template <typename Records>
void print_as_json(const Call& call, const Records& records) {
    auto all = Json::array();
    for (const auto& record : records) all.push_back(to_json(record));
    print_json(call, all);
}

void print_table(const Call& call, const std::vector<Suppression>& found) {
    TextTable table;
    table.add({"SUBJECT", "CAUSE", "SINCE", "UNTIL", "STEP", "EVIDENCE"});
    for (const auto& s : found) {
        table.add({s.subject, std::string(name_of(s.cause)), format_time(s.since),
                   s.until ? format_time(*s.until) : "it is lifted", std::to_string(s.step),
                   s.evidence});
    }
    table.print(call.out());
}

void print_table(const Call& call, const std::vector<SuppressionChange>& trail) {
    TextTable table;
    table.add({"AT", "SUBJECT", "WHAT", "CAUSE", "BY", "WHY"});
    for (const auto& c : trail) {
        table.add({format_time(c.at), c.subject, c.what, c.cause, c.author, c.why});
    }
    table.print(call.out());
}

void print_table(const Call& call, const std::vector<DisbelievedReports>& found) {
    TextTable table;
    table.add({"VICTIM", "WHY", "REPORTS", "FIRST", "LAST"});
    for (const auto& d : found) {
        table.add(
            {d.victim, d.why, std::to_string(d.count), format_time(d.first), format_time(d.last)});
    }
    table.print(call.out());
}

template <typename Records>
void print(const Call& call, const Records& records) {
    return call.json() ? print_as_json(call, records) : print_table(call, records);
}

/// Under which names the mailbox is, or was, on record.
std::set<std::string> subjects_of(const std::string& named, const std::vector<Suppression>& found,
                                  const Settings& settings) {
    std::set<std::string> subjects{named, held_mailbox(settings.recipients.comparison, named)};
    for (const auto& suppression : found) subjects.insert(suppression.subject);
    return subjects;
}

/// Newest first.
Result<std::vector<SuppressionChange>> trail_of(State& state,
                                                const std::set<std::string>& subjects) {
    std::vector<SuppressionChange> all;
    for (const auto& subject : subjects) {
        auto changes = state.suppression_changes(subject, kMostSuppressions);
        if (!changes) return changes;
        std::move(changes->begin(), changes->end(), std::back_inserter(all));
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const auto& a, const auto& b) { return a.at > b.at; });
    return all;
}

}  // namespace

std::span<const Option> suppressions_list_options() {
    return kListOptions;
}
std::span<const Option> suppressions_disbelieved_options() {
    return kDisbelievedOptions;
}

Exit run_suppressions_list(const Call& call) {
    auto filter = read_suppression_filter(call);
    if (!filter) return misuse(call, filter.error());
    Values values(call.given, call.clock.now());
    filter->limit = values.count("limit", filter->limit, kMostSuppressions);
    if (values.fault()) return misuse(call, *values.fault());
    const auto settings = settings_for(call);
    if (!settings) return Exit::no;
    const auto state = open_state_of(*settings);
    if (!state) return fail(call, state.error());
    const auto found = (*state)->suppressions(*filter);
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
    filter.any_spelling = true;
    const auto found = (*state)->suppressions(filter);
    if (!found) return fail(call, found.error());
    const auto trail = trail_of(**state, subjects_of(*subject, *found, *settings));
    if (!trail) return fail(call, trail.error());
    if (call.json()) {
        auto changes = Json::array();
        for (const auto& change : *trail) changes.push_back(to_json(change));
        auto spellings = Json::array();
        for (const auto& suppression : *found) spellings.push_back(to_json(suppression));
        print_json(call, {{"suppression", found->empty() ? Json(nullptr) : to_json(found->front())},
                          {"suppressions", spellings},
                          {"changes", changes}});
    } else {
        print_table(call, *found);
        print_table(call, *trail);
    }
    return found->empty() ? Exit::no : Exit::good;
}

Exit run_suppressions_disbelieved(const Call& call) {
    Values values(call.given, call.clock.now());
    constexpr int kUsual = 1000;
    const auto limit = values.count("limit", kUsual, kMostSuppressions);
    if (values.fault()) return misuse(call, *values.fault());
    const auto settings = settings_for(call);
    if (!settings) return Exit::no;
    const auto state = open_state_of(*settings);
    if (!state) return fail(call, state.error());
    const auto found = (*state)->disbelieved(limit);
    if (!found) return fail(call, found.error());
    print(call, *found);
    return Exit::good;
}

}  // namespace postern
