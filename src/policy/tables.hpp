// SPDX-License-Identifier: Apache-2.0
//
// The tables of the kinds, each defined beside its rules.
#pragma once

#include <span>

#include "postern/policy/rules.hpp"

namespace postern {

std::span<const Rule> offline_message_rules();
std::span<const Rule> missed_chat_rules();

/// What both tables begin with: "you have not activated notifications".
bool not_activated(const Occasion& o);

}  // namespace postern
