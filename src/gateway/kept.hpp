// SPDX-License-Identifier: Apache-2.0
//
// What of BOUNCE changes nothing, and why.
#pragma once

#include <optional>
#include <string>

#include "postern/gateway/hold_book.hpp"
#include "postern/store/suppressions.hpp"

namespace postern {

struct Kept {
    std::string reason;  ///< In the log's words.
    std::string victim{};
    std::optional<Disbelief> counted{};
    /// Where it is proved to be about one, and not understood.
    std::string notification{};
    std::string words{};    ///< What was not understood, without whom it names.
    bool is_reply = false;  ///< An automatic reply claims nothing and is not kept.
};

}  // namespace postern
