// SPDX-License-Identifier: Apache-2.0
#include "presence_row.hpp"

#include <algorithm>
#include <charconv>
#include <tuple>

#include "columns.hpp"
#include "failure.hpp"

namespace postern {

namespace {

PresenceSign sign_of(int signed_out) {
    return signed_out == 0 ? PresenceSign::of_life : PresenceSign::out;
}

auto device_of(const ToldRow& row) {
    return std::tie(std::get<0>(row), std::get<1>(row));
}

/// What was told of a device stands together, oldest first.
bool is_before(const ToldRow& a, const ToldRow& b) {
    const auto place = [](const ToldRow& row) {
        const auto& [agent, device, out, first, last] = row;
        return std::tie(agent, device, first, out);
    };
    return place(a) < place(b);
}

}  // namespace

SignRun run_of(int signed_out, long long first, long long last, const std::string& kept) {
    SignRun run{sign_of(signed_out), time_of(first)};
    long long at = last;
    const char* next = kept.data();
    const char* const end = next + kept.size();
    if (at > first) run.later.push_back(time_of(at));
    while (next != end) {
        long long back = 0;
        const auto read = std::from_chars(next, end, back);
        if (read.ec != std::errc() || back <= 0 || at - back < first) {
            refuse_row("directory: presence that cannot be read: " + kept);
        }
        at -= back;
        next = std::find_if(read.ptr, end, [](char c) { return c != ' '; });
        if (at > first) run.later.push_back(time_of(at));
    }
    std::reverse(run.later.begin(), run.later.end());
    run.thinned = at > first;
    return run;
}

std::string kept_of(const SignRun& run) {
    std::string text;
    const auto add = [&](Duration back) {
        if (!text.empty()) text += ' ';
        text += std::to_string(back.count());
    };
    for (auto at = run.later.size(); at > 1; --at) add(run.later[at - 1] - run.later[at - 2]);
    if (!run.later.empty() && !run.thinned) add(run.later.front() - run.first);
    return text;
}

std::vector<OnlineSpan> spans_in(std::vector<ToldRow> rows) {
    std::sort(rows.begin(), rows.end(), is_before);
    std::vector<OnlineSpan> all;
    for (auto row = rows.begin(); row != rows.end();) {
        const auto& device = *row;
        std::vector<SignRun> runs;
        for (; row != rows.end() && device_of(*row) == device_of(device); ++row) {
            const auto& [agent, id, out, first, last] = *row;
            runs.push_back({sign_of(out), time_of(first), {time_of(last)}});
        }
        const auto spans = spans_of(std::get<0>(device), std::get<1>(device), runs);
        all.insert(all.end(), spans.begin(), spans.end());
    }
    return all;
}

}  // namespace postern
