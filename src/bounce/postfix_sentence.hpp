// SPDX-License-Identifier: Apache-2.0
//
// What Postfix says itself when it cannot deliver, by the sources of its smtp(8), qmgr(8),
// local(8), virtual(8) and pipe(8). Its words and the remote's inside them are different people's:
//
//     host {host}[{ip}] said: 550 5.1.1 User unknown (in reply to RCPT TO command)
//     host {host}[{ip}] refused to talk to me: 421 too busy
//     connect to {host}[{ip}]:25: Connection timed out
//
// "Connection refused" is a closed port where Postfix says it, and a refusal where a server does.
// Read in cleaned text (cleaning.hpp), so no name can pretend to be a sentence. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "postern/bounce/report.hpp"

namespace postern {

struct PostfixSentence {
    std::string_view before;                    ///< What the text says in front of it.
    std::string_view name;                      ///< Of the kind of sentence, for `decided_by`.
    std::optional<BounceClass> bounce_class{};  ///< Unless the words inside say more.
    std::string_view inside;                    ///< The remote's words, or a program's.
};

/// The first sentence of Postfix's in the text.
std::optional<PostfixSentence> postfix_sentence(std::string_view text);

}  // namespace postern
