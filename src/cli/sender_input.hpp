// SPDX-License-Identifier: Apache-2.0
//
// What the commands about sender domains take.
#pragma once

#include "postern/store/senders.hpp"

#include "command.hpp"

namespace postern {

inline constexpr Option kProvider{
    "provider", "PROVIDER", "only there: a name such as google, or a domain; * is everywhere"};

/// DOMAIN and --provider. ErrorCode::invalid where the domain is not of the pool, or the provider
/// is none.
Result<SenderFilter> read_sender_filter(const Call& call, const Settings& settings);

}  // namespace postern
