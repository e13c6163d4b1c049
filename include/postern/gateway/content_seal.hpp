// SPDX-License-Identifier: Apache-2.0
//
// The seal over what a notification says. It leaves as part of the envelope id (RFC 3461 section
// 4.4), comes back with a report, and shows that the message inside the report is the one that
// left: a report is written by strangers, and what it holds would leave under our signature.
#pragma once

#include <string>
#include <string_view>

#include "postern/base/digest.hpp"
#include "postern/config/settings.hpp"
#include "postern/mail/content.hpp"
#include "postern/mail/header.hpp"

namespace postern {

/// Whether a refused notification may be sent once more at all: otherwise none needs a seal.
bool tries_once_more(const Settings& settings);

/// The last part of the envelope id (gateway/identity.hpp). Sealed are From's display name, To,
/// Subject, Date, Reply-To, the MIME fields, Fallback-For and the body, all relaxed: not what
/// depends on the sender domain.
std::string content_seal(const KeyRing& keys, std::string_view notification,
                         const HeaderList& headers, std::string_view body);

/// Whether the message is the one that left under that envelope id.
bool is_as_it_left(const KeyRing& keys, std::string_view envelope_id, std::string_view notification,
                   const WholeMessage& returned);

/// From and the sealed fields: what else came back may be anybody's.
HeaderList sealed_only(HeaderList headers);

}  // namespace postern
