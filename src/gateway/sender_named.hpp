// SPDX-License-Identifier: Apache-2.0
//
// A sender domain's settings by its name.
#pragma once

#include <algorithm>
#include <string_view>

#include "postern/config/settings.hpp"

namespace postern {

/// The first of the pool where it is not there any more: a decision may be older than the
/// configuration.
inline const SenderSettings& sender_named(const Settings& settings, std::string_view domain) {
    const auto found =
        std::find_if(settings.senders.begin(), settings.senders.end(),
                     [&](const SenderSettings& sender) { return sender.domain == domain; });
    return found == settings.senders.end() ? settings.senders.front() : *found;
}

}  // namespace postern
