// SPDX-License-Identifier: Apache-2.0
//
// Directories for tests to which it does not matter who is in them.
#pragma once

namespace postern::testing {

/// Account "team" with agent ann.
inline constexpr auto kOneAgent = R"(
accounts:
  - id: team
    plan: standard
    notifications: { offline-message: true }
    agents: [ { id: ann, address: ann@team.example.test } ]
)";

/// The same with agent bob besides.
inline constexpr auto kTwoAgents = R"(
accounts:
  - id: team
    plan: standard
    notifications: { offline-message: true }
    agents:
      - { id: ann, address: ann@team.example.test }
      - { id: bob, address: bob@team.example.test }
)";

}  // namespace postern::testing
