// SPDX-License-Identifier: Apache-2.0
#include "service_status.hpp"

#include <algorithm>

namespace postern {

namespace {

using std::chrono::seconds;

/// Warnings that are faults, and the event that ends each, if there is one.
struct Warning {
    std::string_view event, end{};
};
// clang-format off
constexpr std::array kWarnings{
    Warning{"clock-ahead-of-record"},
    Warning{"directory-log-grown", "directory-log-shrunk"},
    Warning{"keys-removed"},
    Warning{"message-memory-full"},
    Warning{"no-sender-domain"},
    Warning{"queue-file-unread"},
    Warning{"queue-unreadable",  "queue-readable"},
    Warning{"release-failed",    "releases-resumed"},
    Warning{"releases-overdue",  "releases-on-time"},
    Warning{"reply-not-taken"},
    Warning{"restart-needed"},
    Warning{"state-log-grown",   "state-log-shrunk"},
    Warning{"state-not-pruned"},
    Warning{"state-queue-full"},
    Warning{"trail-unreadable",  "trail-readable"},
};
/// Of errors that have such an event.
constexpr std::array kErrors{
    Warning{"configuration-refused", "configuration-loaded"},
};
// clang-format on

/// A status is one line of a screen or two.
constexpr std::size_t kLongest = 200;

std::string_view event_in(std::string_view line) {
    constexpr std::string_view kKey = "event=";
    if (!line.starts_with(kKey)) return {};
    return line.substr(kKey.size(), line.find(' ') - kKey.size());
}

bool ends(std::string_view ended, std::string_view by) {
    const auto is_its_end = [&](const Warning& w) { return w.event == ended && w.end == by; };
    return std::any_of(kWarnings.begin(), kWarnings.end(), is_its_end) ||
           std::any_of(kErrors.begin(), kErrors.end(), is_its_end);
}

auto whole_second(TimePoint at) {
    return std::chrono::floor<seconds>(at);
}

}  // namespace

bool ServiceStatus::is_fault(Severity severity, std::string_view event) {
    if (severity == Severity::error) return true;
    return severity == Severity::warning &&
           std::any_of(kWarnings.begin(), kWarnings.end(),
                       [&](const Warning& w) { return w.event == event; });
}

void ServiceStatus::saw(Severity severity, std::string_view line, TimePoint at) {
    const auto event = event_in(line);
    if (event == "notification") count(line, at);
    if (is_fault(severity, event)) {
        auto shown = line.substr(line.find('=') + 1);
        last_ = Fault{std::string(event), std::string(shown.substr(0, kLongest)), at};
    } else if (last_ && !last_->over && ends(last_->event, event)) {
        last_->over = at;
    }
}

void ServiceStatus::count(std::string_view line, TimePoint at) {
    const auto second = whole_second(at);
    auto& slot = minute_.at(static_cast<std::size_t>(second.time_since_epoch().count() % 60));
    if (slot.second != second) slot = {second};
    ++slot.decided;
    if (line.find(" verdict=sent ") != line.npos) ++slot.sent;
}

std::string ServiceStatus::text(std::size_t parked, TimePoint now) const {
    int decided = 0;
    int sent = 0;
    for (const auto& slot : minute_) {
        if (slot.second > now || slot.second <= now - seconds{60}) continue;
        decided += slot.decided;
        sent += slot.sent;
    }
    auto text = std::to_string(parked) + " parked; in the last minute " + std::to_string(decided) +
                " decided, " + std::to_string(sent) + " of them sent; ";
    if (!last_) return text + "no fault since the start";
    text.append("last fault ").append(format_time(whole_second(last_->at)));
    if (last_->over) text.append(", over since ").append(format_time(whole_second(*last_->over)));
    return text.append(": ").append(last_->line);
}

}  // namespace postern
