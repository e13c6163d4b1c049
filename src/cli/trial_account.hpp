// SPDX-License-Identifier: Apache-2.0
//
// An account of its own for a trial, with one agent, in the directory for as long as it lasts.
//
// Where the agent's address is one at which nobody is to be written to, the agent is online: rule
// O2 then withholds whatever is submitted for the account, by the same road as anybody's. The
// address is in a domain that cannot exist as well (RFC 6761), so that neither a rule's nor a name
// server's mistake could send anything.
#pragma once

#include <optional>
#include <string>

#include "postern/base/result.hpp"
#include "postern/base/time.hpp"
#include "postern/config/settings.hpp"

namespace postern {

inline constexpr const char* kNobody = "nobody@postern-try.invalid";

/// Adds an account of that name, and its agent of the same, whose address is `address` or kNobody.
/// `occurred` is when the visitor of the trial wrote.
Result<void> add_trial_account(const Settings& settings, const std::string& name,
                               const std::optional<std::string>& address, TimePoint occurred);

Result<void> remove_trial_account(const Settings& settings, const std::string& name);

}  // namespace postern
