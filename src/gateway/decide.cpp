// SPDX-License-Identifier: Apache-2.0
#include "decide.hpp"

#include "postern/policy/rules.hpp"
#include "postern/recipients/route.hpp"

namespace postern {

namespace {

void withhold(Notification& n, std::string_view rule, std::string_view reason) {
    n.fate = Fate::withheld;
    n.rule = rule;
    n.reason = reason;
}

/// Of everybody the facts are about.
Attendance attendance(const Draft& draft, const NotificationFacts& facts,
                      const Configuration& configuration, TimePoint now) {
    return {facts.presence, configuration.settings.presence.stale_after, {draft.occurred, now}};
}

std::optional<Objection> objection_for(const Agent& agent, const Draft& draft,
                                       const NotificationFacts& facts, const Attendance& presence,
                                       const Configuration& configuration, TimePoint now) {
    static const std::vector<ChatEvent> kNoEvents;
    const auto& settings = configuration.settings;
    return judge({draft,
                  *facts.account,
                  agent,
                  presence,
                  facts.chat ? facts.chat->events : kNoEvents,
                  {configuration.window(draft.kind), settings.policy.opened_by},
                  now});
}

std::variant<Address, RouteFault> way_of(const Agent& agent, const NotificationFacts& facts,
                                         const Configuration& configuration) {
    return route(*facts.account, facts.group, agent, facts.forwards,
                 configuration.settings.recipients.forward_limit);
}

/// The agent's own address, where a copy is kept there.
std::optional<Address> address_of_copy(const NotificationFacts& facts) {
    const auto elsewhere = redirection(*facts.account, facts.group, *facts.agent);
    if (!elsewhere || !elsewhere->keep_copy) return std::nullopt;
    return facts.agent->address;
}

/// "Eve, Finn", "Eve, Finn, Gus and 4 more"
std::string listed(const std::vector<std::string>& names) {
    constexpr std::size_t kNamed = 3;
    std::string text;
    for (std::size_t i = 0; i < names.size() && i < kNamed; ++i) {
        text += (i == 0 ? "" : ", ") + names[i];
    }
    if (names.size() > kNamed) text += " and " + std::to_string(names.size() - kNamed) + " more";
    return text;
}

}  // namespace

void decide(Notification& n, const Sealed& sealed, const NotificationFacts& facts,
            const Configuration& configuration, TimePoint now) {
    if (!facts.account || !facts.agent) {
        return withhold(n, kAgentUnknown.id, kAgentUnknown.reason);
    }
    if (!facts.agent->active) return withhold(n, kAgentInactive.id, kAgentInactive.reason);
    const auto presence = attendance(sealed.draft, facts, configuration, now);
    if (const auto objection =
            objection_for(*facts.agent, sealed.draft, facts, presence, configuration, now)) {
        return withhold(n, objection->rule, objection->reason);
    }
    std::optional<Address> address;
    if (sealed.recipient.leg == Leg::copy) {
        address = address_of_copy(facts);
        if (!address) return withhold(n, kNoCopy.id, kNoCopy.reason);
    } else {
        const auto way = way_of(*facts.agent, facts, configuration);
        if (std::holds_alternative<RouteFault>(way)) {
            return withhold(n, kForwardLoop.id, kForwardLoop.reason);
        }
        address = std::get<Address>(way);
    }
    n.fate = Fate::sent;
    n.address = address->text();
}

std::optional<Address> fallback_of(const Notification& n, const Sealed& sealed,
                                   const NotificationFacts& facts) {
    if (sealed.recipient.leg == Leg::copy || !facts.account) return std::nullopt;
    const auto& instead = facts.account->stand_in();
    return instead && instead->text() != n.address ? instead : std::nullopt;
}

std::string names_beside(const Address& to, const Sealed& sealed, const NotificationFacts& facts,
                         const std::set<std::string>& drafted, const Configuration& configuration,
                         TimePoint now) {
    if (!facts.agent) return {};
    if (facts.agent->address == to) return facts.agent->name;
    const auto presence = attendance(sealed.draft, facts, configuration, now);
    std::vector<std::string> names;
    for (const auto& agent : facts.colleagues) {
        if (!agent.active || !drafted.contains(agent.id)) continue;
        const auto way = way_of(agent, facts, configuration);
        const auto* address = std::get_if<Address>(&way);
        if (address == nullptr || *address != to) continue;
        if (objection_for(agent, sealed.draft, facts, presence, configuration, now)) continue;
        names.push_back(agent.name);
    }
    return listed(names);
}

}  // namespace postern
