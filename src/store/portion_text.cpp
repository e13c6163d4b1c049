// SPDX-License-Identifier: Apache-2.0
//
// Portions as text: what the tables of the directory hold, as arrays of JSON.
#include <nlohmann/json.hpp>

#include "postern/chat/kind.hpp"

#include "columns.hpp"
#include "failure.hpp"
#include "import_portion.hpp"

namespace postern {

namespace {

using Json = nlohmann::json;

Json json_of(const std::optional<Address>& address) {
    return address ? address->text() : std::string();
}

std::optional<Address> address_in(const Json& text) {
    const auto& words = text.get_ref<const std::string&>();
    if (words.empty()) return std::nullopt;
    auto address = Address::parse(words);
    if (!address) refuse_row("directory: an import's address: " + address.error().what);
    return *std::move(address);
}

Json json_of(const Account& account) {
    auto switches = Json::array();
    for (const auto& traits : kKinds) switches.push_back(account.*traits.is_on);
    return {account.id,
            account.name,
            static_cast<int>(account.plan),
            account.email_integration,
            switches,
            json_of(account.forward),
            account.keep_copy,
            json_of(account.fallback),
            json_of(account.owner)};
}

void read(const Json& row, Account& account) {
    account.id = row.at(0);
    account.name = row.at(1);
    account.plan = static_cast<Plan>(row.at(2).get<int>());
    account.email_integration = row.at(3);
    for (std::size_t i = 0; i < kKinds.size(); ++i) account.*kKinds[i].is_on = row.at(4).at(i);
    account.forward = address_in(row.at(5));
    account.keep_copy = row.at(6);
    account.fallback = address_in(row.at(7));
    account.owner = address_in(row.at(8));
}

Json json_of(const Group& group) {
    return {group.account, group.id, group.name, json_of(group.forward), group.keep_copy};
}

void read(const Json& row, Group& group) {
    group.account = row.at(0);
    group.id = row.at(1);
    group.name = row.at(2);
    group.forward = address_in(row.at(3));
    group.keep_copy = row.at(4);
}

Json json_of(const Agent& agent) {
    return {agent.id,     agent.account,          agent.name,   agent.address.text(),
            agent.active, json_of(agent.forward), agent.groups, agent.keep_copy};
}

void read(const Json& row, Agent& agent) {
    agent.id = row.at(0);
    agent.account = row.at(1);
    agent.name = row.at(2);
    agent.address = address_in(row.at(3)).value();
    agent.active = row.at(4);
    agent.forward = address_in(row.at(5));
    agent.groups = row.at(6).get<std::vector<std::string>>();
    agent.keep_copy = row.at(7);
}

Json json_of(const OnlineSpan& span) {
    return {span.agent, span.device, to_column(span.from), to_column(span.seen),
            to_column(span.until)};
}

void read(const Json& row, OnlineSpan& span) {
    span.agent = row.at(0);
    span.device = row.at(1);
    span.from = time_of(row.at(2));
    span.seen = time_of(row.at(3));
    span.until = optional_time_of(row.at(4));
}

Json json_of(const Chat& chat) {
    auto events = Json::array();
    for (const auto& event : chat.events) {
        events.push_back({static_cast<int>(event.kind), event.agent, to_column(event.at)});
    }
    return {chat.id, chat.account, chat.group.value_or(""), events};
}

void read(const Json& row, Chat& chat) {
    chat.id = row.at(0);
    chat.account = row.at(1);
    if (const std::string group = row.at(2); !group.empty()) chat.group = group;
    for (const auto& event : row.at(3)) {
        chat.events.push_back({static_cast<ChatEventKind>(event.at(0).get<int>()), event.at(1),
                               time_of(event.at(2))});
    }
}

Json json_of(const DirectoryItem& named) {
    return {static_cast<int>(named.what), named.id, named.account};
}

void read(const Json& row, DirectoryItem& named) {
    named.what = static_cast<DirectoryItem::What>(row.at(0).get<int>());
    named.id = row.at(1);
    named.account = row.at(2);
}

template <typename Entity>
void write(Json& to, const char* key, const std::vector<Entity>& all) {
    for (const auto& each : all) to[key].push_back(json_of(each));
}

/// Sets `blank` where an entity needs a value to begin with.
template <typename Entity>
void read(const Json& from, const char* key, const Entity& blank, std::vector<Entity>& all) {
    const auto rows = from.find(key);
    if (rows == from.end()) return;
    for (const auto& row : *rows) read(row, all.emplace_back(blank));
}

Json json_of(const DirectoryContent& content) {
    auto json = Json::object();
    write(json, "accounts", content.accounts);
    write(json, "groups", content.groups);
    write(json, "agents", content.agents);
    write(json, "chats", content.chats);
    write(json, "presence", content.presence);
    return json;
}

void read(const Json& json, DirectoryContent& content) {
    static const Agent kBlank{"", "", "", Address::parse("nobody@nobody.example").value()};
    read(json, "accounts", Account{}, content.accounts);
    read(json, "groups", Group{}, content.groups);
    read(json, "agents", kBlank, content.agents);
    read(json, "chats", Chat{}, content.chats);
    read(json, "presence", OnlineSpan{}, content.presence);
}

}  // namespace

std::string text_of(const ImportPortion& portion) {
    Json json{{"put", json_of(portion.put)}, {"before", json_of(portion.before)}};
    write(json, "gone", portion.gone);
    return json.dump();
}

ImportPortion portion_from(const std::string& account, long long number, const std::string& text) {
    ImportPortion portion;
    portion.account = account;
    portion.number = number;
    try {
        const auto json = Json::parse(text);
        read(json.at("put"), portion.put);
        read(json.at("before"), portion.before);
        read(json, "gone", DirectoryItem{}, portion.gone);
    } catch (const Json::exception& fault) {
        refuse_row("directory: an import of account " + account +
                   " cannot be read: " + fault.what());
    }
    return portion;
}

}  // namespace postern
