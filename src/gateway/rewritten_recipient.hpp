// SPDX-License-Identifier: Apache-2.0
//
// Whom a transaction at OUT is for. What an operator has queued again passes the site's own
// cleanup, which may give a recipient of ours another address (virtual aliases, canonical
// addresses) and add recipients of the site's (blind copies). Postfix says what a recipient was
// before, in RCPT's ORCPT (RFC 3461 section 4.2).
#pragma once

#include <string>
#include <string_view>

#include "postern/config/settings.hpp"
#include "postern/gateway/submission.hpp"

namespace postern {

/// "user@domain" of ORCPT's "rfc822;xtext", or "" where it is of another type or not well-formed.
std::string original_address(std::string_view orcpt);

struct InternalPath {
    std::string local;  ///< "agent+tag"; "" where it is for none of ours.
    /// The address that it stands at now, where that is not its own.
    std::string rewritten_to{};
};

/// Of a transaction with one recipient.
InternalPath internal_path_of(const Submission& message, const Settings& settings);

}  // namespace postern
