// SPDX-License-Identifier: Apache-2.0
#include "sender_input.hpp"

#include <algorithm>

#include "postern/address/provider.hpp"

namespace postern {

Result<SenderFilter> read_sender_filter(const Call& call, const Settings& settings) {
    SenderFilter filter;
    filter.domain = call.given.value("DOMAIN").value_or("");
    const auto& pool = settings.senders;
    const bool known = std::any_of(pool.begin(), pool.end(),
                                   [&](const auto& s) { return s.domain == filter.domain; });
    if (!filter.domain.empty() && !known) {
        return Error{ErrorCode::invalid,
                     filter.domain + " is none of the sender domains of the configuration"};
    }
    const auto provider = call.given.value("provider").value_or("");
    if (provider.empty() || provider == kEveryProvider) {
        filter.provider = provider;
        return filter;
    }
    auto parsed = parse_provider(provider);
    if (!parsed) return parsed.error();
    filter.provider = *std::move(parsed);
    return filter;
}

}  // namespace postern
