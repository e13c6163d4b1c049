// SPDX-License-Identifier: Apache-2.0
//
// Enhanced status codes (RFC 3463, 7372, 7505 and the extensions of Exchange Online) and what they
// mean for us, whatever reply code stands before them.
//
// A code is sure where it is used for one thing only: then it outweighs any words. It is likely
// where words that name a reason say more, above all 5.1.1 and 5.2.1; and vague where it is used
// for whatever is at hand, above all 5.7.1: there any words say more.
#pragma once

#include <optional>

#include "postern/bounce/report.hpp"

#include "reply.hpp"

namespace postern {

std::optional<BounceClass> sure_class_of(const Status& status);
std::optional<BounceClass> likely_class_of(const Status& status);
std::optional<BounceClass> vague_class_of(const Status& status);

/// Of something else than the recipient, in words of RFC 3463 that nobody uses for a mailbox: what
/// is said of a mailbox beside it is then about something else too.
std::optional<BounceClass> other_class_of(const Status& status);

/// "Other address status" and the like: it needs words that speak of the recipient.
bool says_little(const Status& status);

}  // namespace postern
