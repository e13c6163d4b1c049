// SPDX-License-Identifier: Apache-2.0
//
// A platform's directory as a file to import: accounts of fifty agents, each with a group or two, a
// forward now and then, and a phone that was online today.
#pragma once

#include <filesystem>

namespace postern::bench {

constexpr int kAgentsOfAnAccount = 50;

/// With `renamed` above 0, one in so many agents has another name than without.
void write_agents(const std::filesystem::path& file, int agents, int renamed = 0);

}  // namespace postern::bench
