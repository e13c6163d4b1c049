// SPDX-License-Identifier: Apache-2.0
//
// postern accounts: how many agents of each account can be reached, and why the others cannot.
#include <array>
#include <map>
#include <ostream>
#include <set>

#include "postern/deliverability/coverage.hpp"
#include "postern/deliverability/outlook.hpp"
#include "postern/store/listing.hpp"

#include "acting_as_owner.hpp"
#include "commands.hpp"
#include "databases.hpp"
#include "domain_survey.hpp"
#include "json_output.hpp"
#include "suppression_input.hpp"
#include "text_table.hpp"
#include "values.hpp"

namespace postern {

namespace {

constexpr std::array kAccountOptions{
    Option{"unreachable", "", "only accounts none of whose agents can be reached"},
    Option{"dns", "", "asks DNS as well whether the addresses' domains take mail"},
    Option{"within", "SPAN", "how long that may take in all (1min)"},
};

/// Why nothing is sent to an address, by its key.
using Reasons = std::map<std::string, std::string>;

/// What is held against each address at this moment.
Result<Reasons> all_held(const Settings& settings, TimePoint now) {
    const auto state = open_state_of(settings);
    if (!state) return state.error();
    SuppressionFilter all;
    all.limit = kMostSuppressions;
    const auto found = (*state)->suppressions(all);
    if (!found) return found.error();
    Reasons reasons;
    const auto terms = suppression_terms(settings);
    for (const auto& suppression : *found) {
        if (passage(suppression, "", now, terms) != Passage::held) continue;
        reasons.emplace(suppression.subject, name_of(suppression.cause));
    }
    return reasons;
}

/// Of every address of the account that a notification may go to.
void add_domains(const DirectoryContent& content, std::set<std::string>& domains) {
    const auto add = [&](const std::optional<Address>& address) {
        if (address) domains.emplace(address->domain());
    };
    for (const auto& account : content.accounts) {
        add(account.forward);
        add(account.fallback);
    }
    for (const auto& agent : content.agents) {
        if (agent.active) add(agent.address);
        add(agent.forward);
    }
}

/// What DNS says of them now; nothing is asked without --dns.
Result<CheckDomain> asked_domains(const Call& call, const Settings& settings, Duration limit) {
    if (!call.given.has("dns")) return CheckDomain{};
    std::set<std::string> domains;
    const auto listed =
        list_accounts(directory_options(settings),
                      [&](const DirectoryContent& account) { add_domains(account, domains); });
    if (!listed) return listed.error();
    auto dns = settings.dns;
    dns.check_domains = DnsSettings::CheckDomains::always;
    const auto check = domain_check(dns, call.clock);
    if (!check) return check.error();
    return CheckDomain{[survey = survey_domains(*check, domains, dns, limit)](
                           std::string_view domain, Duration) -> DomainStanding {
        const auto found = survey.find(domain);
        return found == survey.end() ? DomainStanding{} : found->second;
    }};
}

/// Of each account, as it comes.
Result<std::vector<Coverage>> all_coverage(const Settings& settings, const Reasons& held,
                                           const CheckDomain& check_domain, bool only_lost) {
    const auto outlook = [&](const Address& to) { return outlook_for(to, settings, check_domain); };
    const auto obstruction = [&](const Address& to) {
        if (const auto obstacle = outlook(to).obstacle) return std::string(obstacle->reason);
        const auto& comparison = settings.recipients.comparison;
        auto found = held.find(comparison.key(to.text()));
        if (found == held.end()) found = held.find(held_mailbox(comparison, to.text()));
        return found == held.end() ? std::string() : found->second;
    };
    const auto doubt = [&](const Address& to) { return outlook(to).unknown; };

    std::vector<Coverage> all;
    const auto add = [&](const DirectoryContent& content) {
        auto coverage = coverage_of(content.accounts.front(), content.agents,
                                    settings.recipients.forward_limit, obstruction, doubt);
        if (coverage.is_lost() || !only_lost) all.push_back(std::move(coverage));
    };
    const auto listed = list_accounts(directory_options(settings), add);
    if (!listed) return listed.error();
    return all;
}

Json to_json(const std::vector<AgentInTrouble>& agents) {
    auto all = Json::array();
    for (const auto& agent : agents) {
        all.push_back({{"agent", agent.agent},
                       {"address", agent.address},
                       {"forwarded_from", agent.own},
                       {"reason", agent.reason}});
    }
    return all;
}

Json to_json(const Coverage& coverage) {
    return {{"account", coverage.account},
            {"agents", coverage.agents},
            {"fallback", coverage.has_fallback},
            {"lost", coverage.is_lost()},
            {"unreachable", to_json(coverage.unreachable)},
            {"unknown", to_json(coverage.in_doubt)}};
}

void print_table(const Call& call, const std::vector<Coverage>& all) {
    TextTable table;
    table.add({"ACCOUNT", "AGENTS", "UNREACHABLE", "UNKNOWN", "FALLBACK", "WHO AND WHY"});
    for (const auto& coverage : all) {
        std::string why;
        for (const auto* agents : {&coverage.unreachable, &coverage.in_doubt}) {
            for (const auto& [agent, address, reason, own] : *agents) {
                why.append(why.empty() ? "" : ", ").append(agent).append(" (").append(reason);
                if (!own.empty()) why.append(", forwarded to ").append(address);
                why.append(")");
            }
        }
        table.add({coverage.account, std::to_string(coverage.agents),
                   std::to_string(coverage.unreachable.size()),
                   std::to_string(coverage.in_doubt.size()), coverage.has_fallback ? "yes" : "no",
                   why});
    }
    table.print(call.out());
}

}  // namespace

std::span<const Option> accounts_options() {
    return kAccountOptions;
}

Exit run_accounts(const Call& call) {
    Values values(call.given, call.clock.now());
    const auto limit = values.span("within", std::chrono::minutes{1});
    if (values.fault()) return misuse(call, *values.fault());
    const auto settings = settings_for(call);
    if (!settings) return Exit::no;
    const auto held = all_held(*settings, call.clock.now());
    if (!held) return fail(call, held.error());
    const ActingAsOwner owner(settings->directory.database);
    const auto check_domain = asked_domains(call, *settings, limit);
    if (!check_domain) return fail(call, check_domain.error());
    const auto all = all_coverage(*settings, *held, *check_domain, call.given.has("unreachable"));
    if (!all) return fail(call, all.error());
    if (call.json()) {
        auto json = Json::array();
        for (const auto& coverage : *all) json.push_back(to_json(coverage));
        print_json(call, json);
    } else {
        print_table(call, *all);
    }
    return Exit::good;
}

}  // namespace postern
