// SPDX-License-Identifier: Apache-2.0
//
// What becomes of mail to an address, as far as its form and its domain say; what is suppressed is
// for the state to say. Pure: DNS is asked by the function that is handed in.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "postern/address/address.hpp"
#include "postern/config/settings.hpp"
#include "postern/dns/domain_check.hpp"

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

/// Without `check_domain` every domain takes mail.
Outlook outlook_for(const Address& address, const Settings& settings,
                    const CheckDomain& check_domain);

}  // namespace postern
