// SPDX-License-Identifier: Apache-2.0
//
// Signs: what was told of one device, signs of life and sign-outs, each with the time it happened.
//
// They are kept in runs of one kind, oldest first, so that a heartbeat lengthens a run and adds no
// other. Whatever order signs are told in, and however often, the same runs come of them, and the
// stretches of presence are derived from those. docs/decisions/0026 says what that means and what
// is given up: of a run only the latest signs are kept one by one, and a sign of the other kind
// that comes later than those finds a gap in what is known.
#pragma once

#include <string>
#include <vector>

#include "postern/chat/account.hpp"

namespace postern {

/// Of one moment, the sign-out comes last.
enum class PresenceSign { of_life, out };

/// How many signs of a run are kept one by one, beside its first: twenty minutes of a heartbeat
/// every five seconds.
inline constexpr std::size_t kSignsKept = 240;

/// Signs of one kind without one of the other kind among them. Those of life are nowhere further
/// apart than a device may be silent.
struct SignRun {
    PresenceSign kind = PresenceSign::of_life;
    TimePoint first;
    std::vector<TimePoint> later{};  ///< After the first, oldest first.
    bool thinned = false;            ///< Between the first and the next there were others.

    [[nodiscard]] TimePoint last() const { return later.empty() ? first : later.back(); }
    bool operator==(const SignRun&) const = default;
};

/// The runs with one sign more. `runs` may be all of the device's, or those beside the moment: the
/// last that begins before it, those that begin at it, and the first that begins after it (all
/// that begin at the same moment as one of these included).
std::vector<SignRun> with_sign(std::vector<SignRun> runs, PresenceSign kind, TimePoint at,
                               Duration stale_after);

/// The runs with what an import says: the device was there from the one moment to the other, as
/// far as no sign-out says otherwise. `runs` as above, with all that begin in between.
std::vector<SignRun> with_stretch(std::vector<SignRun> runs, TimePoint from, TimePoint seen,
                                  Duration stale_after);

/// The stretches in which the device was signed in: each from a run's first sign of life to its
/// last, ended by the sign-out that follows, if one does. Nothing is said of silence.
std::vector<OnlineSpan> spans_of(const std::string& agent, const std::string& device,
                                 const std::vector<SignRun>& runs);

}  // namespace postern
