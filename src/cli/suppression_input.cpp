// SPDX-License-Identifier: Apache-2.0
#include "suppression_input.hpp"

#include <algorithm>
#include <sstream>

#include "postern/base/file.hpp"
#include "postern/base/text.hpp"

#include "values.hpp"

namespace postern {

namespace {

std::vector<std::string_view> causes() {
    std::vector<std::string_view> known;
    known.reserve(kDeliverabilityRules.size());
    for (const auto& rule : kDeliverabilityRules) known.push_back(rule.reason);
    return known;
}

}  // namespace

Result<SuppressionFilter> read_suppression_filter(const Call& call) {
    Values values(call.given, call.clock.now());
    SuppressionFilter filter;
    filter.domain = lower(values.text("domain"));
    filter.agent = values.identifier("agent");
    filter.since = values.moment("since");
    filter.until = values.moment("until");
    filter.cause = cause_from(values.one_of("cause", causes()));
    if (values.fault()) return *values.fault();
    return filter;
}

bool has_suppression_filter(const Call& call) {
    static constexpr std::array kAll{kOfDomain, kOfAgent, kOfCause, kSince, kUntil};
    return std::any_of(kAll.begin(), kAll.end(),
                       [&](const Option& option) { return call.given.has(option.name); });
}

Result<std::vector<std::string>> read_subjects(const Call& call) {
    std::vector<std::string> subjects;
    for (const auto& word : call.given.all("SUBJECT")) {
        auto subject = parse_subject(word);
        if (!subject) return subject.error();
        subjects.push_back(*std::move(subject));
    }
    const auto file = call.given.value("file");
    if (!file) return subjects;
    const auto text = read_file(*file);
    if (!text) return text.error();
    for (const auto& line : lines_saying_something(*file, *text)) {
        auto subject = parse_subject(line.text);
        if (!subject) {
            return Error{ErrorCode::invalid, subject.error().message(), {line.place}};
        }
        subjects.push_back(*std::move(subject));
    }
    return subjects;
}

std::vector<NumberedLine> lines_saying_something(const std::string& file, const std::string& text) {
    const auto name = file == "-" ? std::string("standard input") : file;
    std::vector<NumberedLine> lines;
    std::istringstream in(text);
    int number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        const auto said = trim(line);
        if (said.empty() || said.front() == '#') continue;
        lines.push_back({name + ":" + std::to_string(number), std::string(said)});
    }
    return lines;
}

}  // namespace postern
