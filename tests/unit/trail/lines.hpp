// SPDX-License-Identifier: Apache-2.0
//
// Short ways to say what Postfix's log may say.
#pragma once

#include <string>
#include <string_view>

#include "postern/trail/entry.hpp"

namespace postern::trail {

inline constexpr std::string_view kDelivered =
    "A1B2C3D4E5: to=<anna@firm.example>, relay=mx.firm.example[192.0.2.1]:25, delay=0.3, "
    "delays=0/0/0.2/0.1, dsn=2.0.0, status=sent (250 2.0.0 OK)";

inline Attempt attempt_in(std::string_view message, std::string_view program = "postfix/smtp") {
    return std::get<Attempt>(read_entry(program, message).value());
}

}  // namespace postern::trail
