// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace postern {

/// Whether `text`, brackets included, is an address literal (RFC 5321 section 4.1.3): IPv4, or
/// IPv6 with its tag, in which "::" stands for two groups or more. "IPv6" is the only tag that has
/// been registered, so there is no general form.
bool is_address_literal(std::string_view text);

}  // namespace postern
