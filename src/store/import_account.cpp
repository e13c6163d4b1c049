// SPDX-License-Identifier: Apache-2.0
#include "import_account.hpp"

#include "postern/base/text.hpp"
#include "postern/chat/kind.hpp"

#include "forward_loop.hpp"

namespace postern {

namespace {

const std::vector<std::string_view> kAccountKeys{"id",
                                                 "name",
                                                 "plan",
                                                 "email-integration",
                                                 "notifications",
                                                 "forward",
                                                 "keep-copy",
                                                 "fallback",
                                                 "owner",
                                                 "groups",
                                                 "agents",
                                                 "chats"};
const std::vector<std::string_view> kGroupKeys{"id", "name", "forward", "keep-copy"};
const std::vector<std::string_view> kPlans{"free", "standard", "pro"};

}  // namespace

void AccountImport::read(const DocumentNode& node) {
    const ImportFields fields(node, "an account", kAccountKeys, faults_);
    const auto id = fields.id();
    if (id.empty() || !is_first(memory_.accounts, node, "account", id)) return;
    const auto known = existing_ != nullptr ? existing_->account(id) : std::nullopt;
    account_ = known.value_or(Account{id, id});
    read_settings(fields, !known);
    for (const auto& group : fields.list("groups")) read_group(group);
    for (const auto& agent : fields.list("agents")) read_agent(agent);
    for (const auto& chat : fields.list("chats")) read_chat(chat);
    check_forwards(fields);
    content_.accounts.push_back(account_);
}

void AccountImport::read_settings(const ImportFields& fields, bool is_new) {
    fields.read("name", account_.name);
    read_plan(fields, is_new);
    fields.read("email-integration", account_.email_integration);
    fields.read("forward", account_.forward);
    fields.read("keep-copy", account_.keep_copy);
    fields.read("fallback", account_.fallback);
    fields.read("owner", account_.owner);
    if (const auto* node = fields.find("notifications")) {
        static const auto kSwitches = kind_names();
        const ImportFields switches(*node, "'notifications'", kSwitches, faults_);
        for (const auto& traits : kKinds) switches.read(traits.name, account_.*traits.is_on);
    }
}

void AccountImport::read_plan(const ImportFields& fields, bool is_new) {
    const auto* node = fields.find("plan");
    if (node == nullptr) {
        if (is_new) fields.missing("plan", "a new account's plan (free, standard or pro)");
        return;
    }
    std::string name;
    fields.read("plan", name);
    if (const auto plan = plan_from(name)) {
        account_.plan = *plan;
    } else if (node->kind == DocumentNode::Kind::scalar) {
        faults_.add(*node, in_quotes(name) + " is no plan (free, standard, pro)" +
                               suggestion(name, kPlans));
    }
}

void AccountImport::read_group(const DocumentNode& node) {
    const ImportFields fields(node, "a group", kGroupKeys, faults_);
    const auto id = fields.id();
    if (id.empty() || !is_first(groups_, node, "group", id)) return;
    const auto known = existing_ != nullptr ? existing_->group(account_.id, id) : std::nullopt;
    auto group = known.value_or(Group{account_.id, id, id});
    fields.read("name", group.name);
    fields.read("forward", group.forward);
    fields.read("keep-copy", group.keep_copy);
    content_.groups.push_back(std::move(group));
}

bool AccountImport::has_group(const std::string& group) const {
    return groups_.contains(group) ||
           (existing_ != nullptr && existing_->has_group(account_.id, group));
}

void AccountImport::check_group(const DocumentNode& node, const std::string& group) {
    if (group.empty() || has_group(group)) return;
    std::vector<std::string_view> known;
    for (const auto& [id, line] : groups_) known.emplace_back(id);
    faults_.add(node, "account " + in_quotes(account_.id) + " has no group " + in_quotes(group) +
                          suggestion(group, known));
}

std::vector<Group> AccountImport::all_groups() const {
    std::vector<Group> all;
    for (const auto& group : content_.groups) {
        if (group.account == account_.id) all.push_back(group);
    }
    if (existing_ == nullptr) return all;
    for (auto& group : existing_->groups(account_.id)) {
        if (!groups_.contains(group.id)) all.push_back(std::move(group));
    }
    return all;
}

void AccountImport::check_forwards(const ImportFields& fields) {
    auto agents = agents_;
    if (existing_ != nullptr) {
        // What the document names comes before what is there.
        for (auto& agent : existing_->agents(account_.id)) agents.try_emplace(agent.id, agent);
    }
    std::vector<Agent> all;
    all.reserve(agents.size());
    for (const auto& [id, agent] : agents) all.push_back(agent);
    for (const auto& id : agents_in_circles(account_, all_groups(), all)) {
        const auto place = agent_places_.find(id);
        const auto* node = place != agent_places_.end() ? place->second : &fields.node();
        faults_.add(*node, "the forwards of agent " + in_quotes(id) + " lead in a circle");
    }
}

bool AccountImport::is_first(std::map<std::string, int>& named, const DocumentNode& node,
                             const std::string& what, const std::string& id) {
    const auto [at, first] = named.try_emplace(id, node.line);
    if (!first) {
        faults_.add(node, what + " " + in_quotes(id) + " stands on line " +
                              std::to_string(at->second) + " already");
    }
    return first;
}

}  // namespace postern
