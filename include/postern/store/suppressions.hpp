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
#include "postern/sender/choice.hpp"
#include "postern/store/author.hpp"

namespace postern {

/// The report brought the whole notification back, as it left: it can be sent once more.
struct OneMoreTry {
    std::vector<SenderCandidate> senders{};  ///< The preferred one first.
    Duration within{0};                      ///< Of its departure.
};

/// A report whose token was proved, and the notification it is about.
struct ProvedBounce {
    std::string notification;
    std::string address;
    std::string agent;
    Kind kind = Kind::offline_message;
    TimePoint sent;
    BounceOutcome outcome;
    std::string reporter;  ///< The reporting MTA, as it calls itself.
    TimePoint at;
    int attempt = 1;              ///< Which of its departures that is.
    std::string sender_domain{};  ///< That it left from.
    std::string provider{};       ///< That it went to.
    std::string delivery{};       ///< Queue id of the queue file that brought the report.
    std::optional<OneMoreTry> again{};
    std::string not_again{};  ///< Why it cannot be sent once more, where it might have been.
    std::string account{};    ///< Whose agent it was for.
    ReportOrigin origin = ReportOrigin::unknown;
    bool vouched = false;  ///< Of a complaint: the provider answers for the report.
};

struct BounceEffect {
    enum class Outcome {
        noted,       ///< On record, and nobody's standing changed.
        suppressed,  ///< The subject is held from now on.
        extended,    ///< It was already, and is held for longer.
        cleared,     ///< It was held, and is not any more.
        replayed,    ///< The token was used before: nothing changed.
        retried,     ///< It leaves once more, as `again` says.
        held,        ///< For a time: what is held against the subject is only likely.
        stands,      ///< The same queue file again, before which it was retried: so it is again.
    };
    Outcome outcome = Outcome::noted;
    std::optional<Suppression> standing{};            ///< The subject's, afterwards.
    std::vector<SenderStanding> senders_suspended{};  ///< For the account, for everybody.
    std::vector<SenderStanding> senders_resumed{};    ///< The same mailbox refused those.
    bool is_disputed = false;       ///< It suspends nothing: that mailbox refuses every domain.
    bool complaints_worry = false;  ///< Too many to pass over, too few to suspend.
    std::optional<Notification> again{};
    std::string not_again{};  ///< Why there is none of a refusal, in the log's words.
};
std::string_view name_of(BounceEffect::Outcome outcome);

/// What is on record of one report.
struct RecordedBounce {
    std::string notification;
    BounceUse use = BounceUse::failure;
    BounceClass bounce_class = BounceClass::undefined;
    DeliveryAction action = DeliveryAction::none;
    std::string status;
    std::string evidence;
    std::string reporter;
    std::string effect;
    TimePoint at;
    int attempt = 1;
    std::string sender_domain{};
    std::string not_again{};  ///< Why it was not sent once more.
    Fault fault = Fault::nobody;
};

/// Why a report was not believed.
enum class Disbelief { forged, expired, replayed, foreign, unknown };
std::string_view name_of(Disbelief disbelief);

struct DisbelievedReports {
    std::string victim;  ///< Whom they claimed to be about.
    std::string why;
    std::int64_t count = 0;
    TimePoint first;
    TimePoint last;
};

/// How an operator's word names an address: the mailbox at its provider ("" where it is not known)
/// under any spelling (address/one_mailbox.hpp). Whatever is no address names itself.
std::string held_mailbox(const AddressComparison& comparison, std::string_view subject,
                         std::string_view provider = {});

struct SuppressionFilter {
    std::string
        subject{};  ///< What holds it: its own suppression, or an operator's of its mailbox.
    /// Every suppression of the subject's mailbox, which takes a look at all there are.
    bool any_spelling = false;
    std::string domain{}, agent{};
    std::optional<Cause> cause{};
    std::optional<TimePoint> since{}, until{};  ///< By when it began.
    int limit = 1000;                           ///< Newest first.
};

/// One entry of the trail.
struct SuppressionChange {
    std::string subject;
    std::string what;  ///< suppressed, extended, probed, cleared, added, lifted
    std::string cause;
    std::string author;
    std::string why;
    TimePoint at;
};

/// What happens to a subject that is held already.
enum class IfHeld { replace, keep };

class Suppressions {
  public:
    Suppressions() = default;
    Suppressions(const Suppressions&) = delete;
    Suppressions& operator=(const Suppressions&) = delete;
    virtual ~Suppressions() = default;

    /// Records it and changes the standing it speaks of, at most once for each notification.
    virtual Result<BounceEffect> bounced(ProvedBounce bounce) = 0;

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
