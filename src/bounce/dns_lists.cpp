// SPDX-License-Identifier: Apache-2.0
#include "dns_lists.hpp"

#include <algorithm>
#include <array>

namespace postern {

bool is_dns_list(std::string_view host) {
    // Of the addresses that mail comes from. Those of links in messages say nothing of us.
    constexpr std::array<std::string_view, 20> kOperators{
        "spamhaus.org",         "spamhaus.net",    "spamcop.net",    "sorbs.net",
        "barracudacentral.org", "abuseat.org",     "uceprotect.net", "spamrats.com",
        "mailspike.net",        "manitu.net",      "dronebl.org",    "blocklist.de",
        "surriel.com",          "invaluement.com", "senderbase.org", "junkemailfilter.com",
        "backscatterer.org",    "senderscore.com", "abusix.zone",    "s5h.net"};
    return std::any_of(kOperators.begin(), kOperators.end(), [&](std::string_view name) {
        return host.ends_with(name) &&
               (host.size() == name.size() || host[host.size() - name.size() - 1] == '.');
    });
}

}  // namespace postern
