// SPDX-License-Identifier: Apache-2.0
//
// What is to become of a message or of one recipient, as a value. milter/apply.cpp is the only
// place that turns it into libmilter calls.
#pragma once

#include <string>

#include "postern/base/result.hpp"
#include "postern/mail/edit.hpp"

namespace postern {

/// An SMTP reply with its enhanced status code (RFC 5321 section 4.2, RFC 3463).
struct Reply {
    int code = 0;
    std::string enhanced;
    std::string text;
    bool operator==(const Reply&) const = default;
};

struct Verdict {
    enum class Action {
        accept,    ///< On with it, with `edits`; no edits leaves it as it came.
        hold,      ///< As it came, into Postfix's hold queue, for an operator.
        discard,   ///< 250 for the client, and that was it; the reason is on record.
        reject,    ///< 5xx: it will not become right by trying again.
        tempfail,  ///< 4xx: Postfix keeps it and tries again.
    };

    Action action = Action::accept;
    Reply reply{};  ///< For reject and tempfail.
    Edits edits{};  ///< For accept.

    static Verdict accept(Edits edits = {}) { return {Action::accept, {}, std::move(edits)}; }
    static Verdict hold() { return {Action::hold, {}, {}}; }
    static Verdict discard() { return {Action::discard, {}, {}}; }
    static Verdict reject(Reply reply) { return {Action::reject, std::move(reply), {}}; }
    static Verdict tempfail(Reply reply) { return {Action::tempfail, std::move(reply), {}}; }

    bool operator==(const Verdict&) const = default;
};

/// The only translation of an Error: 451, whatever it was. When postern cannot know, it neither
/// sends nor drops (invariant 3).
Verdict failure(const Error& error);

}  // namespace postern
