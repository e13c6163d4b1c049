// SPDX-License-Identifier: Apache-2.0
//
// What became of a notification, as a sentence: the record's facts in the rule tables' words.
#pragma once

#include <string>

#include "postern/gateway/queue_listing.hpp"
#include "postern/store/state.hpp"

namespace postern {

/// "sent to anna@firm.example from mail.example.com at …, 120 s after …"; what became of it there
/// is told by its trail, where there is one (trail_words.hpp). `place` is where Postfix has it,
/// where that is known; `is_missed` where its queue was looked at and does not have it.
std::string explain(const Notification& notification, TimePoint now, const Waiting* place = nullptr,
                    bool is_missed = false);

/// Where a departure left no trail.
inline constexpr const char* kNoTrail =
    "; what became of it at the recipient's server is in Postfix's log";

/// What came back for it: "at …, mailbox-full (recipient's fault): 552 5.2.2 …; suppressed for
/// a time, and tried again after it"
std::string explain(const RecordedBounce& bounce);

/// The rule's own words, "the agent was online …"; "" for a rule of another version.
std::string_view words_of_rule(const Notification& notification);

}  // namespace postern
