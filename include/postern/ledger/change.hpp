// SPDX-License-Identifier: Apache-2.0
//
// What was decided: plain values, in the order in which they take effect. An engine writes them;
// the book takes them in, so that the next request of the batch sees them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "postern/base/time.hpp"
#include "postern/bounce/suppression.hpp"
#include "postern/chat/notification.hpp"
#include "postern/ledger/bounce.hpp"
#include "postern/ledger/trail.hpp"
#include "postern/sender/standing.hpp"

namespace postern::ledger {

/// Takes the place of the record of that id.
struct PutNotification {
    Notification notification;
};
/// Every notification of the draft goes.
struct RemoveDraft {
    std::string account;
    std::string draft;
};
/// The account was told then that none of its agents can be reached, by that notification.
struct PutLossReport {
    std::string account;
    std::string notification;
    TimePoint at;
};
/// Takes the place of what is held against that subject.
struct PutSuppression {
    Suppression suppression;
};
struct RemoveSuppression {
    std::string subject;
};
/// Unless one of that notification, attempt and use is on record.
struct RecordBounce {
    RecordedBounce bounce;
};
/// What became of it after all.
struct AmendBounce {
    std::string notification;
    int attempt = 1;
    BounceUse use = BounceUse::failure;
    std::string effect;
    std::string not_again;
};
struct CountDisbelief {
    std::string victim;
    std::string why;
    TimePoint at;
};
/// Takes the place of the standing of that domain, provider and account.
struct PutStanding {
    SenderStanding standing;
};
/// More of what the domain sent to the provider for the account, and of what came back, in the hour
/// of `at`.
struct CountTraffic {
    std::string domain;
    std::string provider;
    std::string account;
    TimePoint at;
    SenderTraffic more;
};

/// What a mailbox says of a sender domain. Refused and delayed are the word of our own Postfix, a
/// complaint is one that the provider answers for, hearsay one that nobody does.
enum class EvidenceKind { refused, delayed, complaint, hearsay };
std::string_view name_of(EvidenceKind kind);
std::optional<EvidenceKind> evidence_kind_from(std::string_view name);

/// Takes the place of what that mailbox of the account said before. Where it does not count, the
/// last time that it counted by stays.
struct TellEvidence {
    std::string domain;
    std::string provider;
    EvidenceKind kind = EvidenceKind::refused;
    std::string account;
    std::string mailbox;
    TimePoint at;
    bool counts = true;
    TimePoint sent;
};

using Change = std::variant<PutNotification, RemoveDraft, PutLossReport, PutSuppression,
                            RemoveSuppression, SuppressionChange, RecordBounce, AmendBounce,
                            CountDisbelief, PutStanding, SenderChange, CountTraffic, TellEvidence>;

}  // namespace postern::ledger
