// SPDX-License-Identifier: Apache-2.0
//
// What becomes of one agent's notification, as far as the directory's facts say: a pure function.
// Whether the address can be reached is asked afterwards (ways.hpp).
#pragma once

#include <optional>
#include <set>
#include <string>

#include "postern/store/directory.hpp"
#include "postern/store/state.hpp"

#include "presentation.hpp"

namespace postern {

/// Rules, then forwards: fills in the notification's fate and address.
void decide(Notification& n, const Sealed& sealed, const NotificationFacts& facts,
            const Configuration& configuration, TimePoint now);

/// Where it goes instead if its address cannot be reached: the account's fallback, else its
/// forward. Nothing for a copy, and where that is the same address.
std::optional<Address> fallback_of(const Notification& n, const Sealed& sealed,
                                   const NotificationFacts& facts);

/// The name beside the address: the agent's beside the agent's own; beside a shared one those of
/// all agents whom the copy stands for, which are those of the draft's agents (`drafted`) whose
/// notification goes there as well and to whom no rule objects.
std::string names_beside(const Address& to, const Sealed& sealed, const NotificationFacts& facts,
                         const std::set<std::string>& drafted, const Configuration& configuration,
                         TimePoint now);

}  // namespace postern
