// SPDX-License-Identifier: Apache-2.0
//
// The seal: how OUT knows a draft that DRAFT has accepted, after Postfix has carried it from one
// to the other. A header field with the time of acceptance, hop 1's queue id, a digest of what it
// says and an HMAC over them and the draft's identity; and one tag per recipient, so that a sealed
// draft goes to the agents it was accepted for and to nobody else. docs/decisions/0003-seal.md and
// 0019-queued-again.md say what is covered and why.
#pragma once

#include <string>
#include <string_view>

#include "postern/base/digest.hpp"
#include "postern/base/result.hpp"
#include "postern/chat/draft.hpp"
#include "postern/mail/header.hpp"

namespace postern {

struct Seal {
    TimePoint accepted;
    std::string queue_id;   ///< Hop 1's: what Postfix is asked to present again.
    std::string content{};  ///< sealed_content(); "" in version 1, which covers none.
    bool operator==(const Seal&) const = default;
};

/// The digest of what a draft says, in its text form.
std::string sealed_content(const HeaderList& headers, std::string_view body);

/// Whether the message says what was sealed. A Date that it was sealed without may have been added
/// by Postfix. A seal of version 1 says nothing of it: true.
bool says_what_was_sealed(const Seal& seal, const HeaderList& headers, std::string_view body);

/// The value of Postern-Seal, of version 2 unless there is no content.
std::string write_seal(const KeyRing& keys, const Draft& draft, const Seal& seal);

/// ErrorCode::invalid where it cannot be read, or was not made for this draft by any of our keys.
Result<Seal> read_seal(const KeyRing& keys, const Draft& draft, std::string_view value);

/// The queue file that a seal names, whether or not it is right; "" where it names none.
std::string sealed_queue_file(std::string_view value);

/// What travels to OUT for an agent.
enum class Leg {
    notification,
    copy,  ///< What the agent keeps beside a forward.
};

struct InternalRecipient {
    std::string agent;
    Leg leg = Leg::notification;
    bool operator==(const InternalRecipient&) const = default;
};

/// "agent+tag@domain": the recipient under which it travels.
std::string internal_recipient(const KeyRing& keys, const Draft& draft, const Seal& seal,
                               const InternalRecipient& recipient, std::string_view domain);

/// Reads "agent+tag", in either case. ErrorCode::invalid where the tag was not made for this draft.
Result<InternalRecipient> read_internal_recipient(const KeyRing& keys, const Draft& draft,
                                                  const Seal& seal, std::string_view local_part);

}  // namespace postern
