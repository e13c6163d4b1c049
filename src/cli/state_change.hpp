// SPDX-License-Identifier: Apache-2.0
//
// What the commands that change the state by hand have in common: who is acting and why, the state
// opened for writing as its owner, and how many changes were made, as output and exit status.
#pragma once

#include <functional>
#include <string>

#include "postern/store/state.hpp"

#include "command.hpp"

namespace postern {

inline constexpr Option kReason{"reason", "TEXT", "why, for the trail"};

/// Whoever is at the keyboard, also behind sudo; the reason is that of --reason.
Author author_of(const Call& call);

/// Prints how many changes `change(state)` made; Exit::no where it made none.
Exit change_state(const Call& call, const std::function<Result<int>(State&)>& change);

}  // namespace postern
