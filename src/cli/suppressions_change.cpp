// SPDX-License-Identifier: Apache-2.0
//
// postern suppressions add, remove, import: changes by hand. The trail keeps who made each, and why
// where a reason is given. A change is made for all subjects or for none.
#include <algorithm>
#include <array>
#include <ostream>
#include <set>

#include "postern/base/file.hpp"
#include "postern/base/visible.hpp"

#include "commands.hpp"
#include "databases.hpp"
#include "state_change.hpp"
#include "suppression_input.hpp"
#include "suppression_json.hpp"

namespace postern {

namespace {

constexpr Option kFile{"file", "FILE", "subjects, one a line; - is standard input"};

constexpr std::array kAddOptions{kReason, kFile};
constexpr std::array kRemoveOptions{
    kReason,  kFile,  kOfDomain, kOfAgent,
    kOfCause, kSince, kUntil,    Option{"dry-run", "", "only tell which ones it would be"},
};
constexpr std::array kImportOptions{
    kReason,
    Option{"replace", "", "also what is suppressed already; it is left as it is unless given"},
};

Suppression by_hand(std::string subject, const Author& author) {
    return {std::move(subject), Cause::by_operator, author.why, author.name, "",
            author.at,          author.at};
}

/// Held is the mailbox: the list has it under another name then.
void tell_whose_mailbox(const Call& call, const std::string& subject) {
    const auto mailbox = held_mailbox({}, subject);
    if (mailbox == subject) return;
    call.streams.err << visible(subject) << " is the mailbox " << visible(mailbox)
                     << ", which is held under any spelling\n";
}

Error nothing_named(std::string_view instead) {
    return {ErrorCode::invalid, "SUBJECT is missing, and so is " + std::string(instead)};
}

/// What is held of the mailboxes that were named, under any spelling.
Result<std::vector<std::string>> held_of(const std::vector<std::string>& named, State& state,
                                         const AddressComparison& comparison) {
    std::set<std::string> mailboxes;
    for (const auto& subject : named) mailboxes.insert(held_mailbox(comparison, subject));
    SuppressionFilter all;
    all.limit = kMostSuppressions;
    const auto found = state.suppressions(all);
    if (!found) return found.error();
    std::vector<std::string> held;
    for (const auto& each : *found) {
        if (mailboxes.contains(held_mailbox(comparison, each.subject))) {
            held.push_back(each.subject);
        }
    }
    return held;
}

/// Both what was named and what a filter finds, where one was given.
Result<std::vector<std::string>> subjects_to_lift(State& state,
                                                  const std::vector<std::string>& named,
                                                  const std::optional<SuppressionFilter>& filter,
                                                  const AddressComparison& comparison) {
    auto subjects = held_of(named, state, comparison);
    if (!subjects || !filter) return subjects;
    const auto found = state.suppressions(*filter);
    if (!found) return found.error();
    for (const auto& each : *found) {
        if (std::find(subjects->begin(), subjects->end(), each.subject) == subjects->end()) {
            subjects->push_back(each.subject);
        }
    }
    return subjects;
}

/// One a line: what export printed, or no more than a subject.
Result<std::vector<Suppression>> read_suppressions(const std::string& file, const Author& author) {
    const auto text = read_file(file);
    if (!text) return text.error();
    std::vector<Suppression> all;
    for (const auto& line : lines_saying_something(file, *text)) {
        if (const auto subject = parse_subject(line.text)) {
            all.push_back(by_hand(*subject, author));
            continue;
        }
        auto read = suppression_from_json(line.text, author);
        if (!read) return Error{ErrorCode::invalid, read.error().message(), {line.place}};
        all.push_back(*std::move(read));
    }
    return all;
}

/// Which ones it would be, one a line, as --file takes them.
Exit tell(const Call& call, const Result<std::vector<std::string>>& subjects) {
    if (!subjects) return fail(call, subjects.error());
    if (call.json()) {
        print_json(call, Json(*subjects));
    } else {
        for (const auto& subject : *subjects) call.out() << visible(subject) << '\n';
    }
    return Exit::good;
}

}  // namespace

std::span<const Option> suppressions_add_options() {
    return kAddOptions;
}
std::span<const Option> suppressions_remove_options() {
    return kRemoveOptions;
}
std::span<const Option> suppressions_import_options() {
    return kImportOptions;
}

Exit run_suppressions_add(const Call& call) {
    const auto subjects = read_subjects(call);
    if (!subjects) return misuse(call, subjects.error());
    if (subjects->empty() && !call.given.has("file")) return misuse(call, nothing_named("--file"));
    const auto author = author_of(call);
    std::vector<Suppression> all;
    for (const auto& subject : *subjects) {
        tell_whose_mailbox(call, subject);
        all.push_back(by_hand(subject, author));
    }
    return change_state(call, [&](State& state) {
        return state.suppress(std::move(all), IfHeld::replace, author);
    });
}

Exit run_suppressions_remove(const Call& call) {
    const auto named = read_subjects(call);
    if (!named) return misuse(call, named.error());
    const bool filtered = has_suppression_filter(call);
    if (named->empty() && !filtered && !call.given.has("file")) {
        return misuse(call, nothing_named("--file, or a filter such as --domain"));
    }
    std::optional<SuppressionFilter> filter;
    if (filtered) {
        auto read = read_suppression_filter(call);
        if (!read) return misuse(call, read.error());
        filter = *std::move(read);
        filter->limit = kMostSuppressions;
    }
    const auto settings = settings_for(call);
    if (!settings) return Exit::no;
    const auto& comparison = settings->recipients.comparison;
    if (call.given.has("dry-run")) {
        const auto state = open_state_of(*settings);
        if (!state) return fail(call, state.error());
        return tell(call, subjects_to_lift(**state, *named, filter, comparison));
    }
    return change_state(call, [&](State& state) -> Result<int> {
        auto subjects = subjects_to_lift(state, *named, filter, comparison);
        if (!subjects) return subjects.error();
        return state.lift(*std::move(subjects), author_of(call));
    });
}

Exit run_suppressions_import(const Call& call) {
    auto author = author_of(call);
    const auto file = call.given.value("FILE").value_or("-");
    if (author.why.empty()) author.why = "imported";
    // Read before becoming the owner, who need not be allowed to.
    auto all = read_suppressions(file, author);
    if (!all) return fail(call, all.error());
    const auto if_held = call.given.has("replace") ? IfHeld::replace : IfHeld::keep;
    if (all->empty()) return fail(call, {ErrorCode::invalid, "names no suppression", {file}});
    return change_state(
        call, [&](State& state) { return state.suppress(*std::move(all), if_held, author); });
}

}  // namespace postern
