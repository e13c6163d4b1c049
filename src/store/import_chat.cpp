// SPDX-License-Identifier: Apache-2.0
//
// The chats of an account and what happened in them.
#include "postern/base/text.hpp"

#include "import_account.hpp"

namespace postern {

namespace {

const std::vector<std::string_view> kChatKeys{"id", "group", "events"};
const std::vector<std::string_view> kEventKeys{"what", "agent", "at"};
const std::vector<std::string_view> kEvents{"opened", "joined", "answered", "left"};

}  // namespace

void AccountImport::read_chat(const DocumentNode& node) {
    const ImportFields fields(node, "a chat", kChatKeys, faults_);
    const auto id = fields.id();
    if (id.empty() || !is_first(memory_.chats, node, "chat", id)) return;
    const auto known = existing_ != nullptr ? existing_->chat(id) : std::nullopt;
    if (known && known->account != account_.id) {
        faults_.add(node,
                    "chat " + in_quotes(id) + " belongs to account " + in_quotes(known->account));
        return;
    }
    Chat chat = known.value_or(Chat{id, account_.id});
    if (const auto* group = fields.find("group")) {
        fields.read_id("group", chat.group);
        if (chat.group) check_group(*group, *chat.group);
    }
    for (const auto& event : fields.list("events")) read_event(event, chat);
    content_.chats.push_back(std::move(chat));
}

void AccountImport::read_event(const DocumentNode& node, Chat& chat) {
    const ImportFields fields(node, "an event", kEventKeys, faults_);
    std::string what;
    std::optional<std::string> agent;
    std::optional<TimePoint> at;
    fields.read("what", what);
    fields.read_id("agent", agent);
    fields.read("at", at);
    const auto kind = chat_event_from(what);
    if (!kind && fields.find("what") != nullptr) {
        faults_.add(*fields.find("what"), in_quotes(what) +
                                              " is no event (opened, joined, answered, left)" +
                                              suggestion(what, kEvents));
    }
    if (fields.find("what") == nullptr) fields.missing("what", "what happened");
    if (fields.find("at") == nullptr) fields.missing("at", "when it happened");
    if (agent && !agent->empty() && !has_agent(*agent)) {
        faults_.add(*fields.find("agent"),
                    "account " + in_quotes(account_.id) + " has no agent " + in_quotes(*agent));
    }
    if (kind && at) chat.events.push_back({*kind, agent.value_or(""), *at});
}

bool AccountImport::has_agent(const std::string& agent) const {
    return agents_.contains(agent) ||
           (existing_ != nullptr && existing_->agent(account_.id, agent).has_value());
}

}  // namespace postern
