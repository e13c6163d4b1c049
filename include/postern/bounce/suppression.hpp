// SPDX-License-Identifier: Apache-2.0
//
// Suppression: what is held against an address, or against one agent's notifications of one kind,
// and how bounces change it. Pure functions; the store keeps what they return.
//
//     nothing ──bounce──▶ held ──cool-down over──▶ one notification is let through, the probe
//        ▲                 ▲                             │
//        │                 └──── it bounces: longer ─────┤
//        │                                               ▼
//        └── its delivery is reported, ◀── recovering: nothing came back within the patience,
//            or nothing came back for      so others follow
//            `clear_after`
//
// A full mailbox cools down, and so does whatever is only likely to be the address's fault. What
// was said in so many words holds until an operator lifts it; an address that was corrected is
// another subject and was never held. Others wait while a probe is under way, because a mailbox
// that is still full would refuse them all; but only for a short patience, because success is
// silent. What bounces in recovery takes the next, longer cool-down.
//
// One failure takes at most one step, and none if its notification left before the latest step:
// ten notifications that expire together tell of one full mailbox, once.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "postern/address/comparison.hpp"
#include "postern/base/time.hpp"
#include "postern/bounce/report.hpp"
#include "postern/chat/account.hpp"
#include "postern/config/settings.hpp"

namespace postern {

/// Why a subject is suppressed.
enum class Cause { mailbox_full, user_unknown, inactive, domain_invalid, complaint, by_operator };

/// The rule that withholds for a cause.
struct DeliverabilityRule {
    std::string_view id;
    std::string_view withheld_when;
    std::string_view reason;  ///< The cause by name.
    Cause cause;
};
// clang-format off
inline constexpr std::array kDeliverabilityRules{
    DeliverabilityRule{"D1", "the mailbox was full and its cool-down, or a probe, is under way",
                       "mailbox-full",   Cause::mailbox_full},
    DeliverabilityRule{"D2", "the address is unknown at its server",
                       "user-unknown",   Cause::user_unknown},
    DeliverabilityRule{"D3", "the mailbox is disabled or no longer in use",
                       "inactive",       Cause::inactive},
    DeliverabilityRule{"D4", "the address's domain takes no mail",
                       "domain-invalid", Cause::domain_invalid},
    DeliverabilityRule{"D5", "a complaint was made about the agent's notifications of this kind",
                       "complaint",      Cause::complaint},
    DeliverabilityRule{"D6", "an operator has suppressed the address, or the agent's kind",
                       "operator",       Cause::by_operator},
};
// clang-format on
const DeliverabilityRule& rule_of(Cause cause);
inline std::string_view name_of(Cause cause) {
    return rule_of(cause).reason;
}
std::optional<Cause> cause_from(std::string_view name);

/// What is held against a subject.
struct Suppression {
    std::string subject;  ///< An address, or "agent/kind": subject_of().
    Cause cause = Cause::mailbox_full;
    std::string evidence;      ///< The remote's words, or the operator's.
    std::string author;        ///< Who suppressed it: "bounce", or an operator's name.
    std::string notification;  ///< The one whose bounce took the latest step.
    TimePoint since;
    TimePoint last;                    ///< Of the latest step.
    std::optional<TimePoint> until{};  ///< End of the cool-down; none: until it is lifted.
    int step = 0;                      ///< How many cool-downs there were, this one included.
    std::string probe{};               ///< The notification let through after the cool-down.
    std::optional<TimePoint> probed{};
    bool operator==(const Suppression&) const = default;
};

struct SuppressionTerms {
    std::vector<Duration> cool_downs{std::chrono::hours{1}, std::chrono::hours{6},
                                     std::chrono::days{1}, std::chrono::days{3},
                                     std::chrono::days{7}};
    Duration probe_patience = std::chrono::minutes{15};
    Duration clear_after = std::chrono::days{7};
    AddressComparison comparison{};  ///< Which addresses are one subject.

    bool operator==(const SuppressionTerms&) const = default;
};

SuppressionTerms suppression_terms(const Settings& settings);

/// The subject of an address: its comparison key. That of a complaint: "agent/kind", which has no
/// @.
std::string subject_of(std::string_view agent, Kind kind);
bool is_address_subject(std::string_view subject);
/// Canonical form of what somebody typed; ErrorCode::invalid where it is neither.
Result<std::string> parse_subject(std::string_view text);

/// Which notifications a standing lets pass.
enum class Passage { free, held, probe };
Passage passage(const Suppression& standing, std::string_view notification, TimePoint now,
                const SuppressionTerms& terms);

/// Whether it has come to an end by itself and may be forgotten.
bool is_over(const Suppression& standing, TimePoint now, const SuppressionTerms& terms);

/// The cause, where an outcome is the recipient's own fault or wish; none for everything else,
/// and for whatever is merely delayed.
std::optional<Cause> cause_of(const BounceOutcome& outcome);

/// A bounce that counts against a subject.
struct Strike {
    std::string subject;
    Cause cause = Cause::mailbox_full;
    std::string evidence;
    std::string notification;
    TimePoint sent;               ///< When the notification left.
    TimePoint at;                 ///< When the bounce came.
    bool is_only_likely = false;  ///< BounceOutcome's.
};

/// The new standing, or nothing where the strike changes nothing.
std::optional<Suppression> after_failure(const std::optional<Suppression>& standing,
                                         const Strike& strike, const SuppressionTerms& terms);

/// Whether a reported delivery of a notification clears the standing: only one that cools down, and
/// only if it left after the latest step.
bool clears(const Suppression& standing, std::string_view notification, TimePoint sent);

}  // namespace postern
