// SPDX-License-Identifier: Apache-2.0
//
// The fate of a notification at OUT: recorded only with the message ready, and what the record then
// says is to happen.
#pragma once

#include <string_view>

#include "postern/store/state.hpp"

#include "made_messages.hpp"
#include "ways.hpp"

namespace postern {

/// Settles it, making one message after another until the one is ready that the state lets leave.
/// Throws what a message's making throws; nothing is recorded as sent then. ErrorCode::unavailable
/// also where the choice changes again and again.
Result<Settlement> settle_what_is_made(const Ways& ways, MadeMessages& made,
                                       const ledger::SharedTerms& terms, State& state);

/// What the record says is to happen, which is not always what was just decided.
Notification effective(const Notification& decided, const Settlement& settlement);

/// The log's word for it; `fate` is the effective one.
std::string_view verdict_of(Settlement::Outcome outcome, Fate fate);

}  // namespace postern
