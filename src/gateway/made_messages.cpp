// SPDX-License-Identifier: Apache-2.0
#include "made_messages.hpp"

#include "postern/deliverability/obstacle.hpp"
#include "postern/gateway/rewrite.hpp"

#include "decide.hpp"
#include "sender_named.hpp"

namespace postern {

namespace {

/// That it was for somebody else, and why it did not go there: for people, at its top, and for
/// filters, in a field.
std::optional<FallbackNote> note_of(const Notification& n, const std::optional<Agent>& agent) {
    if (n.rule.empty() || !agent) return std::nullopt;
    return FallbackNote{agent->name, agent->address, n.reason,
                        std::string(words_of_deliverability_rule(n.rule))};
}

}  // namespace

const Edits& MadeMessages::of(const Notification& n) {
    Key key{n.address, n.sender_domain, n.rule};
    const auto found = made_.find(key);
    if (found != made_.end()) return found->second;
    return made_.emplace(std::move(key), make(n)).first->second;
}

void MadeMessages::tell(std::vector<Destination>& to) const {
    for (auto& destination : to) {
        auto& ready = destination.ready.emplace();
        for (const auto& [key, edits] : made_) {
            const auto& [address, sender_domain, rule] = key;
            if (address == destination.address) ready.push_back({sender_domain, rule});
        }
    }
}

Edits MadeMessages::make(const Notification& n) {
    const auto to = Address::parse(n.address).value();
    const auto& sender = sender_named(at_.configuration.settings, n.sender_domain);
    return rewrite(at_.message, at_.configuration,
                   {n, sender, to, names_of(n, to), note_of(n, facts_.agent), at_.now});
}

/// A courtesy: where the state does not say who else it is for, the agent alone is named.
std::string MadeMessages::names_of(const Notification& n, const Address& to) {
    if (!facts_.agent) return {};
    if (!n.rule.empty()) return facts_.agent->name;
    std::set<std::string> drafted{n.agent};
    if (to != facts_.agent->address) {
        NotificationFilter of_draft;
        of_draft.account = n.account;
        of_draft.draft = n.draft;
        if (const auto all = state_.find(of_draft)) {
            for (const auto& other : *all) drafted.insert(other.agent);
        }
    }
    return names_beside(to, at_.sealed, facts_, drafted, at_.configuration, at_.now);
}

}  // namespace postern
