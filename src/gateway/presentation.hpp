// SPDX-License-Identifier: Apache-2.0
//
// One presentation of one notification at OUT: what its steps are handed, and do not change.
#pragma once

#include <string>
#include <variant>

#include "postern/gateway/configuration.hpp"
#include "postern/gateway/seal.hpp"
#include "postern/gateway/submission.hpp"
#include "postern/gateway/verdict.hpp"

namespace postern {

/// A sealed draft, for one agent.
struct Sealed {
    Draft draft;
    Seal seal;
    InternalRecipient recipient;
    /// The address that the site gave the recipient when it was queued again, or "".
    std::string rewritten_to{};
};

struct Presentation {
    const Configuration& configuration;
    const Submission& message;
    Sealed sealed;
    std::string queue_file;  ///< Postfix's, which it is presented from: to be asked for again.
    TimePoint now;
};

/// Whose notification it is, or the answer to what is none: what DRAFT has not sealed is refused, a
/// copy that the site made of a draft which was queued again is discarded. Whether it still says
/// what was sealed is not looked at.
std::variant<Sealed, Verdict> open_seal(const Configuration& configuration,
                                        const Submission& message, TimePoint now);

}  // namespace postern
