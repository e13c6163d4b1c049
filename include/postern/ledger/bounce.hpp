// SPDX-License-Identifier: Apache-2.0
//
// A report whose token was proved, what it changes, and what is kept of it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "postern/base/time.hpp"
#include "postern/bounce/attribution.hpp"
#include "postern/bounce/origin.hpp"
#include "postern/bounce/report.hpp"
#include "postern/bounce/suppression.hpp"
#include "postern/chat/account.hpp"
#include "postern/chat/notification.hpp"
#include "postern/sender/choice.hpp"
#include "postern/sender/standing.hpp"

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
    std::string delivery{};  ///< Queue id of the queue file that brought it.
};

/// Why a report was not believed.
enum class Disbelief { forged, expired, replayed, foreign, unknown };
std::string_view name_of(Disbelief disbelief);

}  // namespace postern
