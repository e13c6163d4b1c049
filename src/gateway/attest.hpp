// SPDX-License-Identifier: Apache-2.0
//
// Whose word a proved report is, for the standing of the sender domain.
//
// That our own Postfix made a report is not enough: anybody can have it report on other mail to a
// return path of ours. Mail to an alias of the site's comes in with a return path for its sender,
// with the agent's address for its original recipient, and the alias leads to a server that refuses
// it in words of its choosing. So the report has to be about the mail that left: its final
// recipient is the address that the notification went to, and its envelope id is the one that it
// left under.
#pragma once

#include "postern/bounce/report.hpp"
#include "postern/gateway/configuration.hpp"
#include "postern/gateway/submission.hpp"
#include "postern/store/suppressions.hpp"

namespace postern {

/// Fills in `bounce` from the message that brought it and what was read in it.
void attest(ProvedBounce& bounce, const Configuration& configuration, const Submission& message,
            const BounceReport& report);

}  // namespace postern
