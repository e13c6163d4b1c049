// SPDX-License-Identifier: Apache-2.0
//
// Notifications that have left postern and are in Postfix's queue still, on their way to a mail
// server.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "postern/base/time.hpp"
#include "postern/config/settings.hpp"

namespace postern {

struct Departure {
    std::string queue_id;
    std::string put_off;  ///< Why it is deferred; "" where it is not.
    bool operator==(const Departure&) const = default;
};

/// Of a listing, as `postqueue -j` writes it: what is from a return path, for that address, and
/// arrived then or later.
std::vector<Departure> departures_in(std::string_view listing, const std::string& address,
                                     TimePoint since);

/// The same of Postfix's queue; nothing where it cannot be read.
std::vector<Departure> queued_departures(const PostfixSettings& settings,
                                         const std::string& address, TimePoint since);

}  // namespace postern
