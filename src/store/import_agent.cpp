// SPDX-License-Identifier: Apache-2.0
//
// The agents of an account and their devices.
#include <algorithm>

#include "postern/base/text.hpp"

#include "import_account.hpp"

namespace postern {

namespace {

const std::vector<std::string_view> kAgentKeys{"id",     "name",    "address",   "active",
                                               "groups", "forward", "keep-copy", "devices"};
const std::vector<std::string_view> kDeviceKeys{"id", "online-since", "seen", "until"};

}  // namespace

void AccountImport::read_agent(const DocumentNode& node) {
    const ImportFields fields(node, "an agent", kAgentKeys, faults_);
    const auto id = fields.id();
    if (id.empty() || !is_first(memory_.agents, node, "agent", id)) return;
    auto agent = start_agent(fields, id);
    if (!agent) return;
    fields.read("name", agent->name);
    fields.read("active", agent->active);
    fields.read("forward", agent->forward);
    fields.read("keep-copy", agent->keep_copy);
    read_memberships(fields, *agent);
    for (const auto& device : fields.list("devices")) read_device(device, id);
    const auto* forward = fields.find("forward");
    agent_places_.emplace(id, forward != nullptr ? forward : &node);
    agents_.emplace(id, *agent);
    content_.agents.push_back(*std::move(agent));
}

/// As the directory has it, or new; with the address, without which there is no agent.
std::optional<Agent> AccountImport::start_agent(const ImportFields& fields, const std::string& id) {
    std::optional<Agent> known;
    if (existing_ != nullptr) {
        const auto owner = existing_->account_of_agent(id);
        if (owner && *owner != account_.id) {
            faults_.add(fields.node(), "agent " + in_quotes(id) + " belongs to account " +
                                           in_quotes(*owner) +
                                           ": only a whole import moves agents");
            return std::nullopt;
        }
        known = existing_->agent(account_.id, id);
    }
    auto address = known ? std::optional(known->address) : std::nullopt;
    fields.read("address", address);
    if (!address) {
        const auto* node = fields.find("address");
        const bool told = node != nullptr && node->kind != DocumentNode::Kind::nothing;
        if (!told) fields.missing("address", "a new agent's profile address");
        return std::nullopt;
    }
    if (!known) return Agent{id, account_.id, id, *address};
    known->address = *address;
    return known;
}

void AccountImport::read_memberships(const ImportFields& fields, Agent& agent) {
    if (fields.find("groups") != nullptr) agent.groups.clear();
    for (const auto& node : fields.list("groups")) {
        const auto group = read_id(node, faults_);
        check_group(node, group);
        const auto same = std::find(agent.groups.begin(), agent.groups.end(), group);
        if (same != agent.groups.end() && !group.empty()) {
            faults_.add(node, "group " + in_quotes(group) + " is named twice");
        }
        agent.groups.push_back(group);
    }
    std::sort(agent.groups.begin(), agent.groups.end());
}

void AccountImport::read_device(const DocumentNode& node, const std::string& agent) {
    const ImportFields fields(node, "a device", kDeviceKeys, faults_);
    OnlineSpan span{agent, fields.id(), {}, {}};
    std::optional<TimePoint> from;
    std::optional<TimePoint> seen;
    fields.read("online-since", from);
    fields.read("seen", seen);
    fields.read("until", span.until);
    if (!from) {
        if (fields.find("online-since") == nullptr) fields.missing("online-since", "a beginning");
        return;
    }
    span.from = *from;
    span.seen = seen.value_or(span.until.value_or(span.from));
    if (span.seen < span.from) faults_.add(node, "'seen' lies before 'online-since'");
    if (span.until && *span.until < span.from) {
        faults_.add(node, "'until' lies before 'online-since'");
    }
    add_span(fields, std::move(span));
}

void AccountImport::add_span(const ImportFields& fields, OnlineSpan span) {
    // One agent's stretches stand together, at the end.
    const auto& all = content_.presence;
    for (auto at = all.rbegin(); at != all.rend() && at->agent == span.agent; ++at) {
        const OnlineSpan& other = *at;
        if (other.device != span.device || other.from != span.from) continue;
        faults_.add(fields.node(),
                    "device " + in_quotes(span.device) + " is signed in twice at the same time");
        return;
    }
    content_.presence.push_back(std::move(span));
}

}  // namespace postern
