// SPDX-License-Identifier: Apache-2.0
//
// What left a site that one draft was sent through (one_draft.hpp): what each notification has to
// be like, whatever the site's settings are.
#pragma once

#include <string>
#include <vector>

#include "postfix_lab.hpp"

namespace postern::testing {

inline constexpr auto kDraftBody = "Grüße: \"Are you there?\"\n.\n..\nFrom here on\n";

/// Their addresses.
extern const std::vector<std::string> kAgents;

/// The agent it is for, or "": the site may keep blind copies of what leaves.
std::string agent_of(const SinkMessage& message);
bool is_for_an_agent(const SinkMessage& message);

bool is_return_path(const std::string& address);

/// Adds what is wrong with it, in words.
void look_at(const SinkMessage& message, std::vector<std::string>& complaints);

/// A stranger's server says that the mailbox does not exist.
std::string report_about(const SinkMessage& message);

}  // namespace postern::testing
