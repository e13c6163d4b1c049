// SPDX-License-Identifier: Apache-2.0
//
// What holds a notification back: the suppressions of its address, of the agent for its kind, and
// an operator's word on the mailbox under whatever spelling.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "postern/bounce/suppression.hpp"
#include "postern/chat/notification.hpp"
#include "postern/ledger/book.hpp"

namespace postern::ledger {

/// The subjects that a notification to its address is held by.
std::set<std::string> subjects_of(const Notification& notification, const SuppressionTerms& terms);

/// What a notification about to be sent is held back by, or nothing; the first one after a
/// cool-down is noted down as its probe.
std::optional<Suppression> objection_to(const Notification& notification, Book& book,
                                        const SuppressionTerms& terms);

}  // namespace postern::ledger
