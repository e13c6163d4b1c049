// SPDX-License-Identifier: Apache-2.0
//
// One more try: the report of a refusal is turned back, in place, into the notification that it
// brought, which leaves from another sender domain. postern submits no mail (decision 0009).
#pragma once

#include <optional>
#include <string_view>

#include "postern/gateway/configuration.hpp"
#include "postern/gateway/submission.hpp"
#include "postern/mail/content.hpp"
#include "postern/mail/edit.hpp"
#include "postern/store/state.hpp"

namespace postern {

/// What a refusal brought back; `why_not` says why it cannot be sent again.
struct Returned {
    std::optional<WholeMessage> message{};
    std::string_view why_not{};
};
Returned returned_notification(const Configuration& configuration, const Submission& report,
                               const BounceReport& read, const Notification& n);

/// Of the report nothing is left: sender, recipient, header and body are the notification's, as
/// rewrite() makes them for its sender domain.
Edits resend(const Submission& report, WholeMessage returned, const Configuration& configuration,
             const Notification& n, TimePoint now);

/// Removes every field there is.
Edits without_fields(const HeaderList& headers);

}  // namespace postern
