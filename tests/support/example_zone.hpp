// SPDX-License-Identifier: Apache-2.0
//
// A zone with a domain for each way in which one can, or cannot, take mail.
#pragma once

#include <vector>

#include "name_server.hpp"

namespace postern::testing {

inline constexpr const char* kExampleZone = R"(
$ORIGIN example.
$TTL 300
@              SOA   ns hostmaster 1 3600 600 86400 60
@              NS    ns
ns             A     192.0.2.53

firm           MX    20 mx2.firm
firm           MX    10 MX.Firm
mx.firm        A     192.0.2.1
mx2.firm       AAAA  2001:db8::2
six            MX    10 mx2.firm
implicit       A     192.0.2.3
implicit6      AAAA  2001:db8::3
alias          CNAME firm
mx-alias       MX    10 host.mx-alias
host.mx-alias  CNAME mx.firm
xn--mnchen-3ya MX    10 mx.firm
*.wild         MX    10 mx.firm
half-lame      MX    10 mx.lame-zone.
half-lame      MX    20 mx.firm
half-dead      MX    10 gone.half-dead
half-dead      MX    20 mx2.firm

null           MX    0 .
root-and-host  MX    0 .
root-and-host  MX    10 mx.firm
text           TXT   "no mail here"
dangling       CNAME gone
nowhere        MX    10 gone.nowhere
nowhere        MX    20 text
loop           MX    10 host.loop
host.loop      A     127.0.0.1
host.loop      AAAA  ::1
loop-implicit  A     127.0.0.1
local          MX    10 localhost.
unspecified    MX    10 host.unspecified
host.unspecified A   0.0.0.0

lame           MX    10 mx.lame-zone.
)";

/// With a second one that its server cannot load.
inline std::vector<Zone> example_zones() {
    return {{"example", kExampleZone}, {"broken.example", ""}};
}

}  // namespace postern::testing
