// SPDX-License-Identifier: Apache-2.0
//
// Names that leave with a notification, or come back with a bounce. All are lower-case base32 and
// are read in either case, because mail systems change the case of local parts.
//
// The notification's id is a plain digest of (account, draft, agent): it has to outlive any key.
// Everything a stranger could gain by guessing is keyed (HMAC) besides. One function makes each,
// so that the same event always gives the same name: a copy that Postfix delivers twice after a
// crash is recognised by its Message-ID.
#pragma once

#include <string>
#include <string_view>

#include "postern/base/digest.hpp"
#include "postern/base/time.hpp"
#include "postern/chat/account.hpp"

namespace postern {

/// 16 characters.
std::string notification_id(std::string_view account, std::string_view draft,
                            std::string_view agent);

/// The left side of a Message-ID: the same in every domain (RFC 5322 section 3.6.4).
std::string message_id_local(const KeyRing& keys, std::string_view notification);

/// Message-ID without angle brackets.
std::string message_id(const KeyRing& keys, std::string_view notification, std::string_view domain);

/// What all notifications of one chat refer to, so that they stand in one thread. No message of
/// that id exists.
std::string thread_id(const KeyRing& keys, std::string_view account, std::string_view chat,
                      std::string_view domain);

/// Local part of the return path: "b+" and 32 characters: notification, day of issue, attempt, MAC.
std::string return_path_local(const KeyRing& keys, std::string_view notification, TimePoint now,
                              int attempt = 1);

/// What a departure is known by to whoever reports of it (RFC 3461 section 4.4):
/// "NOTIFICATION.MAC", which a content seal may follow (gateway/content_seal.hpp). The id alone
/// would not do: it can be read in a return path. The servers that the mail passes see the whole,
/// and no mailbox shows it.
std::string envelope_id(const KeyRing& keys, std::string_view notification, int attempt);

/// Whether `text` is that of this departure, with a content seal or without.
bool is_envelope_id(const KeyRing& keys, std::string_view text, std::string_view notification,
                    int attempt);

/// A token of return_path_local() whose MAC is right.
struct ReturnToken {
    std::string notification;
    TimePoint issued;  ///< The day's beginning.
    int attempt = 1;   ///< 1 or 2.
    bool operator==(const ReturnToken&) const = default;
};

/// Either case. ErrorCode::invalid where it is not ours.
Result<ReturnToken> read_return_path(const KeyRing& keys, std::string_view local_part);

/// Whoever has a whole return path could report bounces in its name: of each in the text only the
/// token's beginning stays.
std::string without_return_tokens(std::string text);

/// For the unsubscribe URL: "agent~kind~mac", URL-safe (RFC 3986 section 2.3). The same for every
/// notification of that kind to that agent; docs/unsubscribe.md has it for other programs.
std::string unsubscribe_token(const KeyRing& keys, std::string_view agent, Kind kind);

/// A token of unsubscribe_token() whose MAC is right.
struct UnsubscribeToken {
    std::string agent;
    Kind kind;
    bool operator==(const UnsubscribeToken&) const = default;
};

/// Either case. ErrorCode::invalid where it is not ours.
Result<UnsubscribeToken> read_unsubscribe_token(const KeyRing& keys, std::string_view token);

}  // namespace postern
