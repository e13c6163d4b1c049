// SPDX-License-Identifier: Apache-2.0
//
// A network for one test program (network_namespaces(7)): loopback and nothing else, with every
// port free, and with addresses on it that mail servers do not take for their own host's. What the
// program starts from then on is in it too; there is no way back.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace postern::testing {

/// Leaves the network of the machine for one of 127.0.0.0/8 and `addresses` (IPv4). Does so once,
/// at the first call. Returns why it is not to be had, for GTEST_SKIP; nothing where it is.
std::optional<std::string> enter_private_network(const std::vector<std::string>& addresses);

}  // namespace postern::testing
