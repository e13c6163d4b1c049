// SPDX-License-Identifier: Apache-2.0
#include "postern/chat/presence.hpp"

#include <algorithm>
#include <utility>

namespace postern {

TimePoint end_of(const OnlineSpan& span, Duration stale_after) {
    const auto silent = span.seen + stale_after;
    return span.until ? std::min(*span.until, silent) : silent;
}

bool online_at(const OnlineSpan& span, TimePoint at, Duration stale_after) {
    return span.from <= at && at < end_of(span, stale_after);
}

namespace {

struct ByAgent {
    bool operator()(const OnlineSpan& a, const OnlineSpan& b) const { return a.agent < b.agent; }
    bool operator()(const OnlineSpan& a, std::string_view b) const { return a.agent < b; }
    bool operator()(std::string_view a, const OnlineSpan& b) const { return a < b.agent; }
};

}  // namespace

Attendance::Attendance(std::vector<OnlineSpan> spans, Duration stale_after,
                       const std::vector<TimePoint>& moments)
    : spans_(std::move(spans)), stale_after_(stale_after) {
    std::stable_sort(spans_.begin(), spans_.end(), ByAgent{});
    for (const auto at : moments) moments_.push_back(moment(at));
}

Attendance::Moment Attendance::moment(TimePoint at) const {
    Moment found{at};
    for (const auto& span : spans_) {
        const bool known = !found.online.empty() && found.online.back() == span.agent;
        if (known || !online_at(span, at, stale_after_)) continue;
        found.online.push_back(span.agent);
        if (found.online.size() == 2) break;
    }
    return found;
}

bool Attendance::is_online(std::string_view agent, TimePoint at) const {
    const auto [first, last] = std::equal_range(spans_.begin(), spans_.end(), agent, ByAgent{});
    return std::any_of(first, last,
                       [&](const OnlineSpan& span) { return online_at(span, at, stale_after_); });
}

bool Attendance::came_back(std::string_view agent, TimePoint after, TimePoint before) const {
    const auto [first, last] = std::equal_range(spans_.begin(), spans_.end(), agent, ByAgent{});
    return std::any_of(first, last, [&](const OnlineSpan& span) {
        return span.from > after && span.from < before;
    });
}

bool Attendance::is_other_online(std::string_view agent, TimePoint at) const {
    const auto known = std::find_if(moments_.begin(), moments_.end(),
                                    [&](const Moment& each) { return each.at == at; });
    const auto then = known == moments_.end() ? moment(at) : *known;
    return std::any_of(then.online.begin(), then.online.end(),
                       [&](const std::string& each) { return each != agent; });
}

}  // namespace postern
