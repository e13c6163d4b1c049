// SPDX-License-Identifier: Apache-2.0
//
// What a proved bounce looks at, and the steps of deciding it: the suppression it leads to, and
// what it says of the sender domain.
#pragma once

#include "postern/ledger/book.hpp"
#include "postern/ledger/request.hpp"

namespace postern::ledger {

/// Delays, deliveries and replies leave the token as it was.
bool uses_token(BounceUse use);

/// Whether its token was used before, for what it is to be used for now.
bool is_used(const ProvedBounce& bounce, const Book& book);

DisbeliefRef disbelief_of_replay(const ProvedBounce& bounce);

Reach reach_of_bounce(const ProvedBounce& bounce, const Terms& terms);

/// Changes what is held against the address, or against the agent's kind.
BounceEffect act(const ProvedBounce& bounce, Book& book, const SuppressionTerms& terms);

/// Counts what came back for the sender domain, and what follows: `effect` says so.
void strike_sender(const ProvedBounce& bounce, BounceEffect& effect, Book& book,
                   const ReputationSettings& terms);

/// Adds what strike_sender() looks at.
void reach_sender(Reach& reach, const ProvedBounce& bounce);

void disbelieve(const DisbeliefRef& disbelief, TimePoint at, Book& book);

}  // namespace postern::ledger
