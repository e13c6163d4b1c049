// SPDX-License-Identifier: Apache-2.0
//
// What systemd has of postern.service, which runs posternd with the default configuration.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace postern {

inline constexpr auto kDefaultConfiguration = "/etc/postern/postern.yaml";

/// The user that it starts posternd as: "root" where it names none. Empty where there is no such
/// unit, or no systemd.
std::string user_of_unit();

/// The folders below which its sandbox lets posternd write. Nothing where there is no such unit, no
/// systemd, or no such sandbox.
std::optional<std::vector<std::string>> writable_for_unit();

}  // namespace postern
