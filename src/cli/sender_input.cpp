// SPDX-License-Identifier: Apache-2.0
#include "sender_input.hpp"

#include <algorithm>

#include "postern/address/address.hpp"
#include "postern/address/provider.hpp"

#include "databases.hpp"

namespace postern {

namespace {

Result<SenderFilter> read_filter(const Call& call) {
    SenderFilter filter;
    const auto word = call.given.value("DOMAIN").value_or("");
    // As the configuration spells it; what is no domain is not known either.
    const auto domain = parse_domain(word);
    filter.domain = domain ? *domain : word;
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

Result<bool> is_on_record(const std::string& domain, State& state) {
    const SenderFilter any_one{domain, "", 1};
    const auto standings = state.sender_standings(any_one);
    if (!standings) return standings.error();
    const auto changes = state.sender_changes(any_one);
    if (!changes) return changes.error();
    const auto traffic = state.sender_traffic(any_one, {});
    if (!traffic) return traffic.error();
    return !standings->empty() || !changes->empty() || !traffic->empty();
}

}  // namespace

bool is_of_pool(const std::string& domain, const std::vector<SenderSettings>& pool) {
    return std::any_of(pool.begin(), pool.end(),
                       [&](const SenderSettings& sender) { return sender.domain == domain; });
}

std::string no_sender_domain(const std::string& domain, const std::vector<SenderSettings>& pool) {
    std::vector<std::string_view> known;
    known.reserve(pool.size());
    for (const auto& sender : pool) known.push_back(sender.domain);
    return none_of(domain, known) + ", the sender domains of the configuration";
}

Exit answer_about_senders(const Call& call,
                          const std::function<Exit(const SenderQuestion&)>& answer) {
    const auto filter = read_filter(call);
    if (!filter) return misuse(call, filter.error());
    const auto settings = settings_for(call);
    if (!settings) return Exit::no;
    const auto state = open_state_of(*settings);
    if (!state) return fail(call, state.error());
    const auto& domain = filter->domain;
    if (!domain.empty() && !is_of_pool(domain, settings->senders)) {
        const auto known = is_on_record(domain, **state);
        if (!known) return fail(call, known.error());
        if (!*known) {
            return misuse(call, {ErrorCode::invalid, no_sender_domain(domain, settings->senders)});
        }
    }
    return answer({*settings, **state, *filter});
}

}  // namespace postern
