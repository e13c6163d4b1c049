// SPDX-License-Identifier: Apache-2.0
//
// Lists of addresses that are asked by DNS (RFC 5782): where a server names one, as in "found in
// zen.spamhaus.org", its name is the reason. Pure.
#pragma once

#include <string_view>

namespace postern {

/// `host` in lower case: a list, or a name of its operator.
bool is_dns_list(std::string_view host);

}  // namespace postern
