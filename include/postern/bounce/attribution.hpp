// SPDX-License-Identifier: Apache-2.0
//
// Which part of a report may act on a notification, and what it amounts to. Pure functions.
//
// A token proves which notification a report is about, and that had one recipient. So an outcome
// counts when it names that address, as final or as original recipient (RFC 3464 section 2.3.1),
// in either case because reporting systems change it. A report that names nobody at all speaks of
// the one recipient there was. One that names others only is foreign: a forward behind the address
// may have failed, and that says nothing of the address. An automatic reply acts on nobody, and
// whoever replies writes from what address he likes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "postern/bounce/report.hpp"
#include "postern/mail/header.hpp"

namespace postern {

/// An automatic reply, which acts on nobody.
bool is_reply(const BounceReport& report);

/// The outcome for `address`; a failure before anything else where several name it.
std::optional<BounceOutcome> outcome_for(const BounceReport& report, std::string_view address);

/// What came from `address` itself with the null sender ("<>" or "", RFC 3834 section 3.3), and
/// says nothing of a delivery: its automatic reply, without a mark. No mail program of a person has
/// that sender, or answers to a return path.
std::optional<BounceOutcome> unmarked_reply(const HeaderList& headers, std::string_view sender,
                                            std::string_view address);

/// Whom the report says it is about, whether that is true or not; "" where it names nobody.
std::string claimed_victim(const BounceReport& report);

/// What a report uses its token for. One failure and one complaint act for each notification;
/// delays, deliveries and replies leave the token as it was.
enum class BounceUse { failure, complaint, delay, delivery, reply };
std::string_view name_of(BounceUse use);
std::optional<BounceUse> bounce_use_from(std::string_view name);

BounceUse use_of(const BounceOutcome& outcome);

/// What the remote said, cut to a length that can be kept.
std::string evidence_of(const BounceOutcome& outcome);

/// Whether anything was understood: a class, or at least that it failed.
bool is_understood(const BounceOutcome& outcome);

}  // namespace postern
