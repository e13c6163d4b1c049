// SPDX-License-Identifier: Apache-2.0
#include "arrival.hpp"

#include <algorithm>

#include "postern/base/text.hpp"
#include "postern/gateway/gateway.hpp"
#include "postern/mail/mailbox.hpp"
#include "postern/mail/structure.hpp"
#include "postern/recipients/route.hpp"

namespace postern {

namespace {

void add_agent(std::vector<Agent>& agents, const Agent& agent) {
    const bool known = std::any_of(agents.begin(), agents.end(),
                                   [&](const Agent& other) { return other.id == agent.id; });
    if (!known) agents.push_back(agent);
}

/// Every active agent of the chat's scope.
void add_everybody(Arrival& arrival) {
    const auto scope = scope_of(*arrival.facts.account, arrival.draft.group, arrival.facts.chat);
    for (const auto& agent : arrival.facts.agents) {
        const bool in_scope = !scope || std::find(agent.groups.begin(), agent.groups.end(),
                                                  *scope) != agent.groups.end();
        if (agent.active && in_scope) add_agent(arrival.agents, agent);
    }
}

}  // namespace

std::vector<InternalRecipient> recipients_of(const Arrival& arrival) {
    std::vector<InternalRecipient> recipients;
    for (const auto& agent : arrival.agents) {
        recipients.push_back({agent.id, Leg::notification});
        const auto elsewhere = redirection(*arrival.facts.account, arrival.facts.group, agent);
        if (elsewhere && elsewhere->keep_copy) recipients.push_back({agent.id, Leg::copy});
    }
    return recipients;
}

Verdict fault(std::string_view header, std::string_view what) {
    return Verdict::reject({550, "5.6.0", std::string(header).append(": ").append(what)});
}

Verdict stranger(const Address& address, std::string_view account) {
    return Verdict::reject(
        {550, "5.7.1", "<" + address.text() + "> is no agent of account " + in_quotes(account)});
}

std::optional<Verdict> nameless(const Submission& message) {
    const auto* field = find_header(message.headers, "Message-ID");
    const bool has_id = find_header(message.headers, draft_header::kDraftId) != nullptr;
    if (has_id || field == nullptr || message.queue_id.empty()) return std::nullopt;
    // <QUEUE-ID@host>, or <TIME.QUEUE-ID@host> where queue ids are short (cleanup(8)).
    const auto text = unfolded(field->value);
    const auto local = std::string_view(text).substr(0, text.rfind('@'));
    const bool is_postfixs =
        local == "<" + message.queue_id || local.ends_with("." + message.queue_id);
    if (!is_postfixs) return std::nullopt;
    return fault(draft_header::kDraftId,
                 "is missing, and so is a Message-ID of its own: Postfix made the one it has");
}

std::optional<Verdict> unsound(const Submission& message, const Settings& settings) {
    if (message.oversize) {
        return Verdict::reject({552, "5.3.4",
                                "the draft is larger than drafts.size-limit, " +
                                    std::to_string(settings.drafts.size_limit) + " bytes"});
    }
    if (const auto what = structural_fault(message.headers, message.body)) {
        return Verdict::reject({550, "5.6.0", *what});
    }
    const auto* from = find_header(message.headers, "From");
    if (from == nullptr) return fault("From", "is missing");
    if (const auto name = display_name(from->value); !name) {
        return Verdict::reject({550, "5.6.0", name.error().what});
    }
    return std::nullopt;
}

std::optional<Verdict> contradicted(const Draft& draft, const DraftFacts& facts) {
    if (!facts.account) {
        return fault(draft_header::kAccount, in_quotes(draft.account) + " is not in the directory");
    }
    if (facts.chat && facts.chat->account != draft.account) {
        return fault(
            draft_header::kChat,
            in_quotes(draft.chat) + " belongs to another account than " + in_quotes(draft.account));
    }
    if (draft.group && facts.account->has_groups() && !facts.group_exists) {
        return fault(draft_header::kGroup, in_quotes(*draft.group) + " is no group of account " +
                                               in_quotes(draft.account));
    }
    return std::nullopt;
}

std::optional<Verdict> add_recipient(Arrival& arrival, const std::string& path) {
    const auto local = local_in_drafts_domain(arrival.configuration.settings, path);
    if (!local.empty()) {
        if (canonical_id(local) != arrival.draft.account) {
            return fault(draft_header::kAccount, "names " + in_quotes(arrival.draft.account) +
                                                     " while the recipient names " +
                                                     in_quotes(local));
        }
        add_everybody(arrival);
        return std::nullopt;
    }
    const auto address = Address::parse_path(path);
    if (!address) return Verdict::reject({550, "5.1.3", address.error().message()});
    bool found = false;
    for (const auto& agent : arrival.facts.agents) {
        if (agent.address != *address) continue;
        found = true;
        add_agent(arrival.agents, agent);
    }
    if (found) return std::nullopt;
    return stranger(*address, arrival.draft.account);
}

std::optional<Verdict> too_many(const Arrival& arrival) {
    const auto limit = arrival.configuration.settings.drafts.recipient_limit;
    if (arrival.agents.size() <= static_cast<std::size_t>(limit)) return std::nullopt;
    return Verdict::reject({550, "5.5.3",
                            std::to_string(arrival.agents.size()) +
                                " agents to notify; drafts.recipient-limit is " +
                                std::to_string(limit)});
}

}  // namespace postern
