// SPDX-License-Identifier: Apache-2.0
//
// The part of the state that bounces write: who is suppressed, who changed that and why, what came
// back for each notification, and how often somebody's report was not believed.
//
// State is one of these. Everything that answers a Result for a change returns when the change is
// durable, together with its entry in the trail; ErrorCode::unavailable otherwise.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "postern/address/comparison.hpp"
#include "postern/base/result.hpp"
#include "postern/base/time.hpp"
#include "postern/bounce/attribution.hpp"
#include "postern/bounce/origin.hpp"
#include "postern/bounce/report.hpp"
#include "postern/bounce/suppression.hpp"
#include "postern/bounce/unknown_words.hpp"
#include "postern/chat/account.hpp"
#include "postern/chat/notification.hpp"
#include "postern/ledger/author.hpp"
#include "postern/ledger/bounce.hpp"
#include "postern/ledger/held_mailbox.hpp"
#include "postern/ledger/terms.hpp"
#include "postern/ledger/trail.hpp"
#include "postern/sender/choice.hpp"

namespace postern {

struct DisbelievedReports {
    std::string victim;  ///< Whom they claimed to be about.
    std::string why;
    std::int64_t count = 0;
    TimePoint first;
    TimePoint last;
};

struct SuppressionFilter {
    std::string
        subject{};  ///< What holds it: its own suppression, or an operator's of its mailbox.
    /// Every suppression of the subject's mailbox, which takes a look at all there are.
    bool any_spelling = false;
    std::string domain{}, agent{};
    std::optional<Cause> cause{};
    std::optional<TimePoint> since{}, until{};  ///< By when it began.
    int limit = 1000;                           ///< Newest first.
    /// Which addresses are one; as the state was opened with where none are given.
    ledger::SharedTerms terms{};
};

class Suppressions {
  public:
    Suppressions() = default;
    Suppressions(const Suppressions&) = delete;
    Suppressions& operator=(const Suppressions&) = delete;
    virtual ~Suppressions() = default;

    /// Records it and changes the standing it speaks of, at most once for each notification.
    virtual Result<BounceEffect> bounced(ProvedBounce bounce, ledger::SharedTerms terms) = 0;
    /// By the terms that the state was opened with.
    Result<BounceEffect> bounced(ProvedBounce bounce) { return bounced(std::move(bounce), {}); }

    /// Counts it, some time soon. What is claimed beyond the limit is counted under no name.
    virtual void disbelieve(std::string victim, Disbelief why, TimePoint at) = 0;

    virtual Result<std::vector<Suppression>> suppressions(const SuppressionFilter& filter) = 0;
    /// Newest first; of every subject where none is named.
    virtual Result<std::vector<SuppressionChange>> suppression_changes(const std::string& subject,
                                                                       int limit) = 0;
    /// Oldest first.
    virtual Result<std::vector<RecordedBounce>> bounces_of(const std::string& notification) = 0;
    virtual Result<std::vector<DisbelievedReports>> disbelieved(int limit) = 0;
    /// On record without a class since then, newest first; at most so many.
    virtual Result<std::vector<UnknownBounce>> not_understood(TimePoint since, int limit) = 0;

    /// By hand, all of them or none; how many were taken. An operator's holds the mailbox.
    virtual Result<int> suppress(std::vector<Suppression> suppressions, IfHeld if_held,
                                 Author author) = 0;
    /// By hand; how many of them were held.
    virtual Result<int> lift(std::vector<std::string> subjects, Author author) = 0;
};

}  // namespace postern
