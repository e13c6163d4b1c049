// SPDX-License-Identifier: Apache-2.0
//
// Forwards that lead in a circle are refused when they are written, not only when a notification
// gets lost in them.
#pragma once

#include <string>
#include <vector>

#include "postern/chat/account.hpp"

namespace postern {

/// The agents whose notifications would never arrive.
std::vector<std::string> agents_in_circles(const Account& account, const std::vector<Group>& groups,
                                           const std::vector<Agent>& agents);

}  // namespace postern
