// SPDX-License-Identifier: Apache-2.0
//
// Whose word a report is. Whoever gets notifications has return paths of ours and can have any
// report delivered to them; what a provider answered to us is known to our own Postfix alone. Its
// bounce(8) daemon makes a report inside: the only Received field (RFC 5321 section 4.4) is the one
// of the queue file that brings it, which names no client:
//
//     Received: by mail.site.example (Postfix)
//             id 4jc7mw1t9Wz1c01S; Sat, 28 Nov 2026 11:47:12 +0000 (UTC)
//
// Whatever came in by SMTP has one more, above all that its sender wrote, with the client's address
// in square brackets as smtpd saw it: "Received: from NAME (HOST [192.0.2.7])"; whatever came from
// the sendmail command says by which user. Where header_checks take the first kind out of what
// comes in and leave the others, nothing tells the two apart (docs/hostile.md).
#pragma once

#include <string_view>
#include <vector>

#include "postern/config/network.hpp"
#include "postern/mail/header.hpp"

namespace postern {

enum class ReportOrigin {
    ours,     ///< Made by our own Postfix, or by a host whose word counts as its.
    outside,  ///< It came in.
    unknown,  ///< No Received field says.
};
std::string_view name_of(ReportOrigin origin);

/// `reporting_mta` as the report names it, `trusted` whose word counts as our own: relays of the
/// site that report what they could not deliver for us. Of theirs no field may name any other
/// client.
ReportOrigin origin_of(const HeaderList& headers, std::string_view reporting_mta,
                       const std::vector<Network>& trusted);

}  // namespace postern
