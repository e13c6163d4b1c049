// SPDX-License-Identifier: Apache-2.0
//
// What leaves: the edits that turn a sealed draft into one agent's notification. A pure function.
//
// The draft's Date, or where it has none that of its acceptance (RFC 5322 section 3.6). From in the
// sender domain with its display name kept, To the one recipient, Reply-To as the
// platform set it, the return path a token, a Message-ID and References of our own (RFC 5322
// section 3.6.4), Auto-Submitted (RFC 3834 section 5), List-Unsubscribe and its one-click companion
// (RFC 2369 section 3.2, RFC 8058), List-Id (RFC 2919) and Feedback-ID. Where the draft has fields
// of these names, ours stand in their place. What would speak of the platform's inside goes:
// Postern-*, trace fields of hop 1, addresses that are not the recipient's, signatures that are
// broken anyway.
//
// At the account's fallback it says whom it was for: in the field Fallback-For, and in a line on
// top of the text.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "postern/config/settings.hpp"
#include "postern/gateway/configuration.hpp"
#include "postern/gateway/submission.hpp"
#include "postern/mail/edit.hpp"
#include "postern/store/state.hpp"

namespace postern {

/// Ours alone, as are the fields of draft_header::kPrefix: a draft that has it is rid of it when it
/// arrives, so that nobody else says what only the record can know.
inline constexpr std::string_view kFallbackFor = "Fallback-For";

/// Of a notification that goes to the fallback in place of its agent's own address.
struct FallbackNote {
    std::string agent_name;
    Address agent_address;
    std::string reason;  ///< "mailbox-full"
    std::string words;   ///< "the mailbox was full …"
};

struct Departure {
    const Notification& notification;  ///< With address, sender_domain and message_id decided.
    const SenderSettings& sender;
    Address to;
    std::string names;  ///< Beside that address.
    std::optional<FallbackNote> fallback;
    TimePoint now;
};

Edits rewrite(const Submission& message, const Configuration& configuration,
              const Departure& departure);

}  // namespace postern
