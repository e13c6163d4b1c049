// SPDX-License-Identifier: Apache-2.0
//
// An account is one tree; JSON and YAML are two ways of writing it down.
#include <map>

#include "postern/base/visible.hpp"
#include "postern/chat/kind.hpp"
#include "postern/store/listing.hpp"

#include "export_yaml.hpp"

namespace postern {

namespace {

using Tree = nlohmann::ordered_json;

void add_address(Tree& to, const char* key, const std::optional<Address>& address) {
    if (address) to[key] = address->text();
}

void add_forward(Tree& to, const std::optional<Address>& forward, bool keep_copy) {
    add_address(to, "forward", forward);
    if (keep_copy) to["keep-copy"] = true;
}

Tree switches_of(const Account& account) {
    Tree switches;
    for (const auto& traits : kKinds) switches[std::string(traits.name)] = account.*traits.is_on;
    return switches;
}

Tree tree_of(const Account& account) {
    Tree tree{{"id", account.id},
              {"name", account.name},
              {"plan", name_of(account.plan)},
              {"email-integration", account.email_integration},
              {"notifications", switches_of(account)}};
    add_forward(tree, account.forward, account.keep_copy);
    add_address(tree, "fallback", account.fallback);
    add_address(tree, "owner", account.owner);
    return tree;
}

Tree tree_of(const Agent& agent) {
    Tree tree{{"id", agent.id},
              {"name", agent.name},
              {"address", agent.address.text()},
              {"active", agent.active}};
    if (!agent.groups.empty()) tree["groups"] = agent.groups;
    add_forward(tree, agent.forward, agent.keep_copy);
    return tree;
}

Tree tree_of(const OnlineSpan& span) {
    Tree tree{{"id", span.device},
              {"online-since", format_time(span.from)},
              {"seen", format_time(span.seen)}};
    if (span.until) tree["until"] = format_time(*span.until);
    return tree;
}

Tree tree_of(const ChatEvent& event) {
    Tree tree{{"what", name_of(event.kind)}};
    if (!event.agent.empty()) tree["agent"] = event.agent;
    tree["at"] = format_time(event.at);
    return tree;
}

Tree tree_of(const Chat& chat) {
    Tree tree{{"id", chat.id}};
    if (chat.group) tree["group"] = *chat.group;
    for (const auto& event : chat.events) tree["events"].push_back(tree_of(event));
    return tree;
}

/// The accounts' trees, in order.
std::map<std::string, Tree> trees_of(const DirectoryContent& content) {
    std::map<std::string, Tree> accounts;
    std::map<std::string, Tree> devices;
    for (const auto& span : content.presence) devices[span.agent].push_back(tree_of(span));
    for (const auto& account : content.accounts) accounts[account.id] = tree_of(account);
    for (const auto& group : content.groups) {
        Tree tree{{"id", group.id}, {"name", group.name}};
        add_forward(tree, group.forward, group.keep_copy);
        accounts[group.account]["groups"].push_back(std::move(tree));
    }
    for (const auto& agent : content.agents) {
        auto tree = tree_of(agent);
        if (const auto at = devices.find(agent.id); at != devices.end()) {
            tree["devices"] = std::move(at->second);
        }
        accounts[agent.account]["agents"].push_back(std::move(tree));
    }
    for (const auto& chat : content.chats) accounts[chat.account]["chats"].push_back(tree_of(chat));
    return accounts;
}

/// Two levels deeper than it would stand by itself. A line break in a string is an escape.
std::string json_item(const Tree& tree) {
    std::string out = "    ";
    for (const char c : visible_json(tree.dump(2, ' ', false, Tree::error_handler_t::replace))) {
        out += c;
        if (c == '\n') out += "    ";
    }
    return out;
}

}  // namespace

void DirectoryExport::add(const DirectoryContent& content) {
    for (const auto& [id, tree] : trees_of(content)) {
        if (format_ == Format::json) {
            out_ << (is_empty_ ? "{\n  \"accounts\": [\n" : ",\n") << json_item(tree);
        } else {
            out_ << (is_empty_ ? "accounts:\n" : "") << "  - " << yaml_of(tree, 4);
        }
        is_empty_ = false;
    }
}

void DirectoryExport::finish() {
    if (format_ == Format::json) {
        out_ << (is_empty_ ? "{\n  \"accounts\": []\n}\n" : "\n  ]\n}\n");
    } else if (is_empty_) {
        out_ << "accounts: []\n";
    }
}

}  // namespace postern
