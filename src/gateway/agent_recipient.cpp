// SPDX-License-Identifier: Apache-2.0
//
// RCPT on DRAFT that names a single agent: is it an agent of the account, and can a notification
// reach that agent. Everybody of an account is never refused: who of them can be reached shows on
// OUT, one by one.
#include "postern/base/text.hpp"
#include "postern/deliverability/obstacle.hpp"
#include "postern/deliverability/outlook.hpp"
#include "postern/gateway/gateway.hpp"
#include "postern/recipients/route.hpp"

#include "arrival.hpp"
#include "verdict_log.hpp"

namespace postern {

namespace {

/// Where notifications of whoever has that profile address go. Which group the chat belongs to,
/// whose forward would count as well, the draft's header has yet to say.
std::vector<Address> destinations(const DraftFacts& facts, const Address& profile, int limit) {
    std::vector<Address> all;
    const auto forwards = forwards_of(facts.agents);
    for (const auto& agent : facts.agents) {
        if (agent.address != profile) continue;
        const auto way = route(*facts.account, std::nullopt, agent, forwards, limit);
        // A circle is withheld on OUT, under its own rule.
        if (const auto* address = std::get_if<Address>(&way)) all.push_back(*address);
    }
    return all;
}

Verdict refuse(std::string_view rule, const Address& address, std::string_view fact) {
    const auto [code, enhanced] = refusal_code(rule);
    return Verdict::reject(
        {code, std::string(enhanced),
         "<" + address.text() + ">: " + std::string(fact) + " (rule " + std::string(rule) + ")"});
}

/// For good: not let through, and not put off.
bool is_refused(const std::optional<Verdict>& verdict) {
    return verdict && verdict->action == Verdict::Action::reject;
}

/// "…, 552 5.2.2 Mailbox full; nothing is sent there until 2026-11-25T12:00:00Z"
std::string fact_of(const Suppression& suppression) {
    auto fact = std::string(rule_of(suppression.cause).withheld_when);
    const bool is_likely =
        suppression.until && suppression.step > 0 && suppression.cause != Cause::mailbox_full;
    if (is_likely) fact += ", most likely";
    fact += suppression.until ? "; nothing is sent there until " + format_time(*suppression.until)
                              : "; nothing is sent there until an operator lifts it";
    return fact;
}

}  // namespace

/// None where it is let through, also because nobody knows.
std::optional<Verdict> Gateway::refusal_of(const Configuration& configuration,
                                           const Address& address) {
    if (const auto obstacle =
            outlook_for(address, configuration.settings, configuration.check_domain).obstacle) {
        return refuse(obstacle->rule, address, obstacle->fact);
    }
    if (configuration.settings.recipients.suppressed == RecipientsSettings::Suppressed::record) {
        return std::nullopt;
    }
    const auto held = held_against(configuration, address);
    if (!held) return cannot_know("state-unavailable", held.error());
    if (!*held) return std::nullopt;
    return refuse(rule_of((*held)->cause).id, address, fact_of(**held));
}

Result<std::optional<Suppression>> Gateway::held_against(const Configuration& configuration,
                                                         const Address& address) {
    SuppressionFilter of_address;
    of_address.subject = address.text();
    of_address.terms = configuration.terms;
    const auto found = state_.suppressions(of_address);
    if (!found) return found.error();
    const auto terms = suppression_terms(configuration.settings);
    for (const auto& suppression : *found) {
        if (passage(suppression, "", clock_.now(), terms) == Passage::held) {
            return std::optional(suppression);
        }
    }
    return std::optional<Suppression>();
}

Verdict Gateway::agent_recipient(const Configuration& configuration, const std::string& account,
                                 const std::string& path) {
    const auto address = Address::parse_path(path);
    if (!address) return Verdict::reject({550, "5.1.3", address.error().message()});
    const auto exists = directory_.has_address(account, *address);
    if (!exists) return cannot_know("directory-unavailable", exists.error());
    if (!*exists) return stranger(*address, account);
    const auto facts = directory_.draft_facts(account, "", std::nullopt);
    if (!facts) return cannot_know("directory-unavailable", facts.error());
    if (!facts->account) return stranger(*address, account);

    std::optional<Verdict> refused;
    for (const auto& to :
         destinations(*facts, *address, configuration.settings.recipients.forward_limit)) {
        refused = refusal_of(configuration, to);
        if (!is_refused(refused)) return refused.value_or(Verdict::accept());
    }
    if (!refused) return Verdict::accept();
    const auto& instead = facts->account->stand_in();
    if (!instead) return *refused;
    // 4xx where nobody knows of the fallback: then the agent is not refused yet.
    const auto no_better = refusal_of(configuration, *instead);
    return is_refused(no_better) ? *refused : no_better.value_or(Verdict::accept());
}

}  // namespace postern
