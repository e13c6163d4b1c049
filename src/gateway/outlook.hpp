// SPDX-License-Identifier: Apache-2.0
//
// What becomes of mail to an address, as far as its form and its domain say; what is suppressed is
// for the state to say.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace postern {

struct Obstacle {
    std::string_view rule;
    std::string_view reason;
    std::string fact;  ///< A half sentence for the submitter.
};

struct Outlook {
    std::optional<Obstacle> obstacle{};
    std::string unknown{};   ///< Why nobody knows; "" where somebody does.
    std::string provider{};  ///< Who runs the address's mail, as far as DNS says.
};

}  // namespace postern
