// SPDX-License-Identifier: Apache-2.0
//
// One function for each request, and the steps that several of them share.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "postern/ledger/book.hpp"
#include "postern/ledger/reach.hpp"
#include "postern/ledger/request.hpp"

namespace postern::ledger {

bool decide_on(const AcceptDraft& request, Book& book, const Terms& terms);
Settlement decide_on(const Settle& request, Book& book, const Terms& terms);
std::monostate decide_on(const Park& request, Book& book, const Terms& terms);
std::vector<Notification> decide_on(const GiveUp& request, Book& book, const Terms& terms);
bool decide_on(const ClaimLossReport& request, Book& book, const Terms& terms);
BounceEffect decide_on(const ApplyBounce& request, Book& book, const Terms& terms);
std::monostate decide_on(const Disbelieve& request, Book& book, const Terms& terms);
int decide_on(const Suppress& request, Book& book, const Terms& terms);
int decide_on(const Lift& request, Book& book, const Terms& terms);
std::monostate decide_on(const SuspendSender& request, Book& book, const Terms& terms);
int decide_on(const ResumeSender& request, Book& book, const Terms& terms);

/// Where a notification goes, as the copies of its draft to that mailbox are looked up.
SentTo sent_to_of(const Notification& notification, const Terms& terms);

/// How an operator's suppression names its subject, and anybody else's.
std::string subject_of_operator(const Suppression& suppression, const SuppressionTerms& terms);

}  // namespace postern::ledger
