// SPDX-License-Identifier: Apache-2.0
//
// Whether a recipient may be blamed. To suppress an address that is sound is the worst error there
// is, so words and codes must not contradict each other: where one of them tells of something
// else, the recipient is not blamed. Pure.
#pragma once

#include <optional>
#include <string>

#include "reply.hpp"
#include "testimony.hpp"

namespace postern {

bool blames_recipient(const Ground& ground);

/// "User unknown" with 4.4.3, or "for now" with a 4 in front: nobody is blamed.
Testimony put_off(Testimony said, const Status& status, const std::string& reply_code);

/// The recipient's fault, where the words and the code say the same, whatever else is named.
std::optional<Ground> said_twice(const Testimony& said, const Status& status);

/// "No such host" is the recipient's fault where the code says whose host it was.
Ground agreed(Ground said, const Status& status);

/// "Mailbox full" with 4.3.1 or 5.3.4, whose words are the system's: many say so of a mailbox.
bool is_of_mailbox(const Ground& said, const Status& status);

/// What the codes say, where that cannot be said of a recipient: "535 no such user" is a log-in.
std::optional<Ground> objection(const Status& status, const std::string& reply_code);

/// What a code says that blames the recipient, beside words that name no reason: those count where
/// they are about us or the message, and beside words that name no recipient a code that says
/// little blames nobody.
Ground weighed(Ground code, const Status& status, const Testimony& words);

}  // namespace postern
