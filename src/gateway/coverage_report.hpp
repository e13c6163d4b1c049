// SPDX-License-Identifier: Apache-2.0
//
// The report to an account's owner that none of its agents can be reached. postern submits no mail:
// the message of a notification that was lost is turned into it.
#pragma once

#include "postern/deliverability/coverage.hpp"
#include "postern/gateway/configuration.hpp"
#include "postern/gateway/submission.hpp"
#include "postern/mail/edit.hpp"
#include "postern/store/state.hpp"

namespace postern {

/// Of the message, nothing is left: sender, recipient, header and body are the report's. Its return
/// path is the null one, so that nothing comes back to it (RFC 5321 section 4.5.5).
Edits coverage_report(const Submission& message, const Configuration& configuration,
                      const Account& account, const Address& owner, const Coverage& coverage,
                      const Notification& lost, TimePoint now);

}  // namespace postern
