// SPDX-License-Identifier: Apache-2.0
//
// What a text gives as the reason: Postfix's own sentence where there is one, with the remote's
// words inside it read in the same way; else an idiom, the grammar, or a known phrase. Pure,
// linear.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "postern/bounce/report.hpp"

#include "patterns.hpp"

namespace postern {

struct Ground {
    BounceClass bounce_class;
    std::string by;  ///< Which row, and the words that it goes by.
    std::optional<Fault> fault{};
    bool is_for_now = false;  ///< The text calls it temporary.
};

struct Testimony {
    std::optional<Ground> strong;  ///< A reason is named.
    std::optional<Ground> weak;    ///< Better than nothing: any code says more.
    bool names_recipient = false;  ///< In whatever way.
    std::vector<Ground> faults{};  ///< Others of the recipient's: for a code that says the same.
};

/// Whose words a text is: a server's, or those of a notice to people.
enum class Speaker { remote, notice };

/// `text` is cleaned (cleaning.hpp).
Testimony testimony_of(std::string_view text, const RefusalPatterns& refusals, Speaker speaker);

}  // namespace postern
