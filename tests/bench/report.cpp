// SPDX-License-Identifier: Apache-2.0
#include "report.hpp"

#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

namespace postern {

namespace {

using Json = nlohmann::ordered_json;

double rounded(double value, double steps) {
    return std::round(value * steps) / steps;
}

template <typename Names, typename Counts>
Json named(const Names& names, const Counts& counts) {
    Json object = Json::object();
    for (std::size_t i = 0; i < names.size(); ++i) object[std::string(names[i])] = counts[i];
    return object;
}

Json latencies(const Statistics& statistics) {
    return {{"p50", rounded(statistics.latency(0.50).count(), 10)},
            {"p99", rounded(statistics.latency(0.99).count(), 10)},
            {"max", rounded(statistics.latency(1.00).count(), 10)}};
}

Json process(const ProcessUse& before, const ProcessUse& after) {
    return {{"cpu_seconds", rounded((after.processor - before.processor).count(), 100)},
            {"rss_start_kib", before.resident_kib},
            {"rss_end_kib", after.resident_kib},
            {"rss_peak_kib", after.peak_kib}};
}

Json report(const LoadRun& run) {
    const auto messages = static_cast<double>(run.statistics.messages());
    Json object{{"sent", run.sent},
                {"ended", run.statistics.messages()},
                {"seconds", rounded(run.elapsed.count(), 10'000)},
                {"messages_per_second", rounded(messages / run.elapsed.count(), 10)},
                {"latency_us", latencies(run.statistics)},
                {"endings", named(kEndingNames, run.statistics.endings())},
                {"replies", named(kAnswerNames, run.statistics.answers())},
                {"modifications", named(kModificationNames, run.statistics.modifications())}};
    if (run.before && run.after) object["process"] = process(*run.before, *run.after);
    return object;
}

}  // namespace

std::string report_json(const LoadRun& run) {
    return report(run).dump() + '\n';
}

std::string report_text(const LoadRun& run) {
    std::string text;
    const auto flat = report(run).flatten();
    for (const auto& [pointer, value] : flat.items()) {
        auto name = pointer.substr(1);
        std::replace(name.begin(), name.end(), '/', '.');
        text.append(name).append(" ").append(value.dump()).append("\n");
    }
    return text;
}

}  // namespace postern
