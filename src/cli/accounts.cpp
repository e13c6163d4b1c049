// SPDX-License-Identifier: Apache-2.0
//
// postern accounts: how many agents of each account can be reached, and why the others cannot.
#include <array>
#include <map>
#include <ostream>

#include "postern/deliverability/coverage.hpp"
#include "postern/deliverability/obstacle.hpp"

#include "acting_as_owner.hpp"
#include "commands.hpp"
#include "databases.hpp"
#include "json_output.hpp"
#include "suppression_input.hpp"
#include "text_table.hpp"

namespace postern {

namespace {

constexpr std::array kOptions{
    Option{"unreachable", "", "only accounts none of whose agents can be reached"},
};

/// What is held against each address at this moment.
Result<std::map<std::string, std::string>> obstructions(const Settings& settings, TimePoint now) {
    const auto state = open_state_of(settings);
    if (!state) return state.error();
    SuppressionFilter all;
    all.limit = kMostSuppressions;
    const auto found = (*state)->suppressions(all);
    if (!found) return found.error();
    std::map<std::string, std::string> reasons;
    const auto terms = suppression_terms(settings);
    for (const auto& suppression : *found) {
        if (passage(suppression, "", now, terms) != Passage::held) continue;
        reasons.emplace(suppression.subject, name_of(suppression.cause));
    }
    return reasons;
}

std::vector<Coverage> all_coverage(const DirectoryContent& content, int forward_limit,
                                   const Obstruction& obstruction) {
    std::map<std::string, std::vector<Agent>> agents;
    for (const auto& agent : content.agents) agents[agent.account].push_back(agent);
    std::vector<Coverage> all;
    for (const auto& account : content.accounts) {
        all.push_back(coverage_of(account, agents[account.id], forward_limit, obstruction));
    }
    return all;
}

Json to_json(const Coverage& coverage) {
    auto unreachable = Json::array();
    for (const auto& agent : coverage.unreachable) {
        unreachable.push_back(
            {{"agent", agent.agent}, {"address", agent.address}, {"reason", agent.reason}});
    }
    return {{"account", coverage.account},
            {"agents", coverage.agents},
            {"fallback", coverage.has_fallback},
            {"lost", coverage.is_lost()},
            {"unreachable", unreachable}};
}

void print_table(const Call& call, const std::vector<Coverage>& all) {
    TextTable table;
    table.add({"ACCOUNT", "AGENTS", "UNREACHABLE", "FALLBACK", "WHO AND WHY"});
    for (const auto& coverage : all) {
        std::string why;
        for (const auto& [agent, address, reason] : coverage.unreachable) {
            why += (why.empty() ? "" : ", ") + agent + " (" + reason + ")";
        }
        table.add({coverage.account, std::to_string(coverage.agents),
                   std::to_string(coverage.unreachable.size()),
                   coverage.has_fallback ? "yes" : "no", why});
    }
    table.print(call.out());
}

}  // namespace

std::span<const Option> accounts_options() {
    return kOptions;
}

Exit run_accounts(const Call& call) {
    const auto settings = settings_for(call);
    if (!settings) return Exit::no;
    const auto reasons = obstructions(*settings, call.clock.now());
    if (!reasons) return fail(call, reasons.error());
    const ActingAsOwner owner(settings->directory.database);
    const auto directory = open_directory_editor(directory_options(*settings));
    if (!directory) return fail(call, directory.error());
    const auto content = (*directory)->content();
    if (!content) return fail(call, content.error());

    const auto& comparison = settings->recipients.comparison;
    auto all =
        all_coverage(*content, settings->recipients.forward_limit, [&](const Address& address) {
            const auto found = reasons->find(comparison.key(address.text()));
            return found == reasons->end() ? std::string() : found->second;
        });
    if (call.given.has("unreachable")) {
        std::erase_if(all, [](const Coverage& coverage) { return !coverage.is_lost(); });
    }
    if (call.json()) {
        auto json = Json::array();
        for (const auto& coverage : all) json.push_back(to_json(coverage));
        print_json(call, json);
    } else {
        print_table(call, all);
    }
    return Exit::good;
}

}  // namespace postern
