// SPDX-License-Identifier: Apache-2.0
//
// Presence as its definition has it: a plain list of what was told, and every answer looked up in
// it. Slow, and short enough to be believed; what is stored is compared with it.
#pragma once

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "postern/chat/presence.hpp"
#include "postern/chat/signs.hpp"

namespace postern::testing {

struct ToldSign {
    std::string device;
    PresenceSign kind = PresenceSign::of_life;
    TimePoint at;
};
using ToldSigns = std::vector<ToldSign>;

/// Of one device, in the order of their moments: it came, was heard of, left, came back and left.
inline ToldSigns five_signs(TimePoint begin) {
    using std::chrono::minutes;
    return {{"phone", PresenceSign::of_life, begin},
            {"phone", PresenceSign::of_life, begin + minutes{1}},
            {"phone", PresenceSign::out, begin + minutes{2}},
            {"phone", PresenceSign::of_life, begin + minutes{3}},
            {"phone", PresenceSign::out, begin + minutes{10}}};
}

/// Whether it signed out at or after the one moment, and before the other.
inline bool signed_out(const ToldSigns& told, const std::string& device, TimePoint from,
                       TimePoint before) {
    return std::any_of(told.begin(), told.end(), [&](const ToldSign& each) {
        return each.device == device && each.kind == PresenceSign::out && from <= each.at &&
               each.at < before;
    });
}

/// There: a sign of life not long ago, and no sign-out since.
inline bool is_there(const ToldSigns& told, const std::string& device, TimePoint at,
                     Duration stale_after) {
    return std::any_of(told.begin(), told.end(), [&](const ToldSign& each) {
        return each.device == device && each.kind == PresenceSign::of_life && each.at <= at &&
               at < each.at + stale_after && !signed_out(told, device, each.at, at + Duration{1});
    });
}

/// Came back between the two moments: a sign of life where the device was not there before.
inline bool came_back(const ToldSigns& told, const std::string& device, TimePoint after,
                      TimePoint before, Duration stale_after) {
    return std::any_of(told.begin(), told.end(), [&](const ToldSign& sign) {
        return sign.device == device && sign.kind == PresenceSign::of_life && sign.at > after &&
               sign.at < before &&
               std::none_of(told.begin(), told.end(), [&](const ToldSign& earlier) {
                   return earlier.device == device && earlier.kind == PresenceSign::of_life &&
                          earlier.at < sign.at && sign.at - earlier.at <= stale_after &&
                          !signed_out(told, device, earlier.at, sign.at);
               });
    });
}

/// The same two questions, asked of the stretches that were made of it.
inline bool is_there(const std::vector<OnlineSpan>& spans, const std::string& device, TimePoint at,
                     Duration stale_after) {
    return std::any_of(spans.begin(), spans.end(), [&](const OnlineSpan& span) {
        return span.device == device && online_at(span, at, stale_after);
    });
}
inline bool came_back(const std::vector<OnlineSpan>& spans, const std::string& device,
                      TimePoint after, TimePoint before) {
    return std::any_of(spans.begin(), spans.end(), [&](const OnlineSpan& span) {
        return span.device == device && span.from > after && span.from < before;
    });
}

/// The first moment at which the answers differ, in words; "" where none does. Asked around each of
/// those moments, and around the end of a silence from then on.
inline std::string difference(const ToldSigns& told, const ToldSigns& moments,
                              const std::vector<OnlineSpan>& spans, Duration stale_after) {
    for (const auto& sign : moments) {
        for (const auto offset : {Duration{0}, stale_after}) {
            for (const auto at : {sign.at + offset - Duration{1}, sign.at + offset,
                                  sign.at + offset + Duration{1}}) {
                const auto said = "at " + format_time(at) + ", " + sign.device;
                if (is_there(told, sign.device, at, stale_after) !=
                    is_there(spans, sign.device, at, stale_after))
                    return said + ": there";
                const auto end = at + std::chrono::minutes{2};
                if (came_back(told, sign.device, at, end, stale_after) !=
                    came_back(spans, sign.device, at, end))
                    return said + ": came back";
            }
        }
    }
    return {};
}

inline std::string difference(const ToldSigns& told, const std::vector<OnlineSpan>& spans,
                              Duration stale_after) {
    return difference(told, told, spans, stale_after);
}

inline std::string words(const ToldSigns& told) {
    std::string all;
    for (const auto& sign : told) {
        all += (sign.kind == PresenceSign::out ? "out " : "life ") + sign.device + " " +
               format_time(sign.at) + "\n";
    }
    return all;
}

/// A history as a platform would tell it: two devices that come, give signs of life, lose some of
/// them, go or fall silent, and whose clocks differ by minutes; some of it told twice.
inline ToldSigns some_history(std::mt19937& random, TimePoint from, std::size_t most) {
    const auto up_to = [&](int number) {
        return std::uniform_int_distribution<>(0, number)(random);
    };
    ToldSigns told;
    for (const std::string device : {"phone", "web"}) {
        auto at = from + std::chrono::seconds{up_to(240) - 120};
        for (auto count = up_to(static_cast<int>(most / 2) - 1); count >= 0; --count) {
            // Now and then at the same moment, in a heartbeat's time, or after a long silence.
            const int steps[]{0, 1, 5, 30, 60, 299, 300, 301, 900};
            at += std::chrono::seconds{steps[up_to(8)]};
            told.push_back({device, up_to(3) == 0 ? PresenceSign::out : PresenceSign::of_life, at});
            if (up_to(9) == 0 && told.size() < most) told.push_back(told.back());
        }
    }
    std::shuffle(told.begin(), told.end(), random);
    return told;
}

}  // namespace postern::testing
