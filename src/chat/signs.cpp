// SPDX-License-Identifier: Apache-2.0
#include "postern/chat/signs.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

namespace postern {

namespace {

using Runs = std::vector<SignRun>;
using Moments = std::vector<TimePoint>;

bool begins_before(const SignRun& a, const SignRun& b) {
    return std::tie(a.first, a.kind) < std::tie(b.first, b.kind);
}

/// Whether a sign of the other kind comes among those of the run.
bool parts(const SignRun& run, PresenceSign kind, TimePoint at) {
    if (run.kind == kind) return false;
    return kind == PresenceSign::out ? run.first <= at && at < run.last()
                                     : run.first < at && at <= run.last();
}

/// What of the run comes before such a sign, and what after it.
std::pair<SignRun, SignRun> parted(const SignRun& run, TimePoint at) {
    const bool of_life = run.kind == PresenceSign::of_life;
    const auto after =
        std::partition_point(run.later.begin(), run.later.end(),
                             [&](TimePoint each) { return of_life ? each <= at : each < at; });
    SignRun before{run.kind, run.first, Moments(run.later.begin(), after), run.thinned};
    SignRun rest{run.kind, *after, Moments(std::next(after), run.later.end())};
    if (before.later.empty()) {
        // Among those that are not kept: the device gave signs of life until then.
        if (of_life && run.thinned && at > run.first) before.later = {at};
        before.thinned = !before.later.empty();
    }
    return {std::move(before), std::move(rest)};
}

/// Whether nothing lies between the end of one run and the beginning of the next.
bool are_one(const SignRun& run, const SignRun& next, Duration stale_after) {
    if (run.kind != next.kind) return false;
    return run.kind == PresenceSign::out || next.first - run.last() <= stale_after;
}

/// From where on the signs of a run are known one by one.
TimePoint known_from(const SignRun& run) {
    return run.thinned ? run.later.front() : run.first;
}

void thin(SignRun& run) {
    if (run.later.size() <= kSignsKept) return;
    run.later.erase(run.later.begin(), std::prev(run.later.end(), kSignsKept));
    run.thinned = true;
}

SignRun joined(const SignRun& run, const SignRun& next) {
    Moments all{next.first};
    all.insert(all.end(), run.later.begin(), run.later.end());
    all.insert(all.end(), next.later.begin(), next.later.end());
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    const bool thinned = run.thinned || next.thinned;
    auto known = thinned ? TimePoint::min() : run.first + Duration{1};
    if (run.thinned) known = std::max(known, known_from(run));
    if (next.thinned) known = std::max(known, known_from(next));
    all.erase(all.begin(), std::lower_bound(all.begin(), all.end(), known));
    SignRun whole{run.kind, run.first, std::move(all), thinned};
    thin(whole);
    return whole;
}

Runs joined(Runs runs, Duration stale_after) {
    std::sort(runs.begin(), runs.end(), begins_before);
    Runs all;
    for (auto& run : runs) {
        if (!all.empty() && are_one(all.back(), run, stale_after)) {
            all.back() = joined(all.back(), run);
        } else {
            all.push_back(std::move(run));
        }
    }
    return all;
}

/// As far as the run is not known to have gone on, it did until then.
void lengthen(SignRun& run, TimePoint until) {
    if (until <= run.last()) return;
    run.later = {until};
    run.thinned = true;
}

}  // namespace

Runs with_sign(Runs runs, PresenceSign kind, TimePoint at, Duration stale_after) {
    Runs all{{kind, at}};
    for (auto& run : runs) {
        if (!parts(run, kind, at)) {
            all.push_back(std::move(run));
            continue;
        }
        auto [before, after] = parted(run, at);
        all.push_back(std::move(before));
        all.push_back(std::move(after));
    }
    return joined(std::move(all), stale_after);
}

Runs with_stretch(Runs runs, TimePoint from, TimePoint seen, Duration stale_after) {
    runs = with_sign(std::move(runs), PresenceSign::of_life, from, stale_after);
    runs = with_sign(std::move(runs), PresenceSign::of_life, seen, stale_after);
    auto run = std::find_if(runs.rbegin(), runs.rend(),
                            [&](const SignRun& each) {
                                return each.kind == PresenceSign::of_life && each.first <= from;
                            })
                   .base() -
               1;
    while (run->last() < seen && std::next(run) != runs.end()) {
        const auto next = std::next(run);
        lengthen(*run, next->first);
        if (next->kind == PresenceSign::out) break;
        *run = joined(*run, *next);
        runs.erase(next);
    }
    return runs;
}

std::vector<OnlineSpan> spans_of(const std::string& agent, const std::string& device,
                                 const Runs& runs) {
    Moments outs;
    for (const auto& run : runs) {
        if (run.kind == PresenceSign::out) outs.push_back(run.first);
    }
    std::vector<OnlineSpan> spans;
    for (const auto& run : runs) {
        if (run.kind == PresenceSign::out) continue;
        OnlineSpan span{agent, device, run.first, run.last()};
        const auto next = std::lower_bound(outs.begin(), outs.end(), span.seen);
        if (next != outs.end()) span.until = *next;
        spans.push_back(std::move(span));
    }
    return spans;
}

}  // namespace postern
