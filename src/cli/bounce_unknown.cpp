// SPDX-License-Identifier: Apache-2.0
#include "bounce_unknown.hpp"

#include <ostream>

#include "postern/base/visible.hpp"

#include "databases.hpp"
#include "json_output.hpp"
#include "text_table.hpp"
#include "values.hpp"

namespace postern {

namespace {

Json to_json(const UnknownWords& unknown) {
    return {{"count", unknown.count},
            {"status", unknown.status},
            {"words", unknown.words},
            {"first", format_time(unknown.first)},
            {"last", format_time(unknown.last)}};
}

void print_as_json(const Call& call, const std::vector<UnknownWords>& all) {
    auto list = Json::array();
    for (const auto& unknown : all) list.push_back(to_json(unknown));
    print_json(call, list);
}

void print_as_tsv(const Call& call, const std::vector<UnknownWords>& all) {
    for (const auto& unknown : all) {
        call.out() << unknown.count << '\t' << visible(unknown.status) << '\t'
                   << visible(unknown.words) << '\n';
    }
}

void print_as_text(const Call& call, const std::vector<UnknownWords>& all) {
    TextTable table;
    table.add({"COUNT", "LAST", "STATUS", "WORDS"});
    for (const auto& unknown : all) {
        table.add({std::to_string(unknown.count), format_time(unknown.last), unknown.status,
                   unknown.words});
    }
    table.print(call.out());
}

}  // namespace

void print_unknown(const Call& call, OutputFormat format,
                   const std::vector<UnknownBounce>& bounces) {
    const auto all = unknown_words(bounces);
    if (format == OutputFormat::json) return print_as_json(call, all);
    return format == OutputFormat::tsv ? print_as_tsv(call, all) : print_as_text(call, all);
}

Exit run_unknown_of_record(const Call& call, OutputFormat format) {
    constexpr int kMost = 100'000;
    Values values(call.given, call.clock.now());
    const auto since = values.moment("since");
    if (values.fault()) return misuse(call, *values.fault());
    const auto settings = settings_for(call);
    if (!settings) return Exit::no;
    const auto state = open_state_of(*settings);
    if (!state) return fail(call, state.error());
    const auto found = (*state)->not_understood(since.value_or(TimePoint{}), kMost);
    if (!found) return fail(call, found.error());
    print_unknown(call, format, *found);
    return Exit::good;
}

}  // namespace postern
