// SPDX-License-Identifier: Apache-2.0
//
// What the commands about sender domains take.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "postern/config/settings.hpp"
#include "postern/store/state.hpp"

#include "command.hpp"

namespace postern {

inline constexpr Option kProvider{
    "provider", "PROVIDER", "only there: a name such as google, or a domain; * is everywhere"};

bool is_of_pool(const std::string& domain, const std::vector<SenderSettings>& pool);
/// The words for a domain that is none of them.
std::string no_sender_domain(const std::string& domain, const std::vector<SenderSettings>& pool);

/// What such a command was asked, and where the answer is.
struct SenderQuestion {
    const Settings& settings;
    State& state;  ///< For reading.
    SenderFilter filter;
};

/// Calls `answer` with DOMAIN and --provider. Misuse where the provider is none, or the domain is
/// neither of the pool nor one that the state still knows from when it was.
Exit answer_about_senders(const Call& call,
                          const std::function<Exit(const SenderQuestion&)>& answer);

}  // namespace postern
