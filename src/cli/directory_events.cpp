// SPDX-License-Identifier: Apache-2.0
#include "directory_events.hpp"

#include <array>
#include <sstream>

#include "postern/base/text.hpp"

#include "databases.hpp"

namespace postern {

namespace {

constexpr Option kAt{"at", "TIME",
                     "when it happened, now unless given: RFC 3339, or 2h for "
                     "two hours ago"};

// What has no time counts from when it is told.
constexpr std::array kTimeless{kDirectoryOption};
constexpr std::array kTimed{kDirectoryOption, kAt};
constexpr std::array kChatNew{kDirectoryOption, kAt,
                              Option{"group", "GROUP", "the group the chat belongs to"}};

TimePoint at(Values& v) {
    return v.moment("at").value_or(v.now());
}

DirectoryChange presence(Values& v) {
    return [agent = v.identifier("AGENT"), device = v.identifier("DEVICE"),
            kind = v.is_first("online|offline") ? PresenceSign::of_life : PresenceSign::out,
            when = at(v)](DirectoryEvents& directory) {
        return directory.presence(agent, device, kind, when);
    };
}

DirectoryChange chat_new(Values& v) {
    std::optional<std::string> group;
    if (v.given("group")) group = v.identifier("group");
    return [account = v.identifier("ACCOUNT"), chat = v.identifier("CHAT"), group,
            when = at(v)](DirectoryEvents& directory) {
        return directory.chat_new(account, chat, group, when);
    };
}

/// "left" has no AGENT, which reads as "".
template <ChatEventKind kKind>
DirectoryChange chat_event(Values& v) {
    return [chat = v.identifier("CHAT"), event = ChatEvent{kKind, v.identifier("AGENT"), at(v)}](
               DirectoryEvents& directory) { return directory.chat_event(chat, event); };
}

DirectoryChange agent_address(Values& v) {
    return [agent = v.identifier("AGENT"), address = v.address("ADDRESS")](
               DirectoryEvents& directory) { return directory.agent_address(agent, *address); };
}

DirectoryChange agent_active(Values& v) {
    return [agent = v.identifier("AGENT"), active = v.is_first("on|off")](
               DirectoryEvents& directory) { return directory.agent_active(agent, active); };
}

DirectoryChange agent_forward(Values& v) {
    return [agent = v.identifier("AGENT"), to = v.address_or_none("ADDRESS|none")](
               DirectoryEvents& directory) { return directory.agent_forward(agent, to); };
}

DirectoryChange account_forward(Values& v) {
    return [account = v.identifier("ACCOUNT"), to = v.address_or_none("ADDRESS|none")](
               DirectoryEvents& directory) { return directory.account_forward(account, to); };
}

DirectoryChange account_plan(Values& v) {
    return [account = v.identifier("ACCOUNT"), plan = v.plan("PLAN")](DirectoryEvents& directory) {
        return directory.account_plan(account, *plan);
    };
}

DirectoryChange account_switch(Values& v) {
    return [account = v.identifier("ACCOUNT"), kind = v.kind("KIND"), on = v.is_first("on|off")](
               DirectoryEvents& directory) { return directory.account_switch(account, *kind, on); };
}

DirectoryChange account_remove(Values& v) {
    return [account = v.identifier("ACCOUNT")](DirectoryEvents& directory) {
        return directory.remove_account(account);
    };
}

DirectoryChange group_remove(Values& v) {
    return [account = v.identifier("ACCOUNT"), group = v.identifier("GROUP")](
               DirectoryEvents& directory) { return directory.remove_group(account, group); };
}

DirectoryChange agent_remove(Values& v) {
    return [agent = v.identifier("AGENT")](DirectoryEvents& directory) {
        return directory.remove_agent(agent);
    };
}

DirectoryChange chat_remove(Values& v) {
    return [chat = v.identifier("CHAT")](DirectoryEvents& directory) {
        return directory.remove_chat(chat);
    };
}

// clang-format off
constexpr std::array kEvents{
    DirectoryEvent{"directory presence",        "AGENT DEVICE online|offline", "an agent's device signed in, is still there, or signed out", kTimed,    presence},
    DirectoryEvent{"directory chat-new",        "ACCOUNT CHAT",                "a visitor began a chat",                                     kChatNew,  chat_new},
    DirectoryEvent{"directory chat-opened",     "CHAT AGENT",                  "an agent read it in the dashboard",                          kTimed,    chat_event<ChatEventKind::opened>},
    DirectoryEvent{"directory chat-joined",     "CHAT AGENT",                  "an agent took it",                                           kTimed,    chat_event<ChatEventKind::joined>},
    DirectoryEvent{"directory chat-answered",   "CHAT AGENT",                  "an agent answered the visitor",                              kTimed,    chat_event<ChatEventKind::answered>},
    DirectoryEvent{"directory chat-left",       "CHAT",                        "the visitor left",                                           kTimed,    chat_event<ChatEventKind::left>},
    DirectoryEvent{"directory agent-address",   "AGENT ADDRESS",               "the agent's profile has another address now",                kTimeless, agent_address},
    DirectoryEvent{"directory agent-active",    "AGENT on|off",                "whether the agent is active",                                kTimeless, agent_active},
    DirectoryEvent{"directory agent-forward",   "AGENT ADDRESS|none",          "where the agent's notifications are forwarded to",           kTimeless, agent_forward},
    DirectoryEvent{"directory account-forward", "ACCOUNT ADDRESS|none",        "where all of the account's notifications are forwarded to",  kTimeless, account_forward},
    DirectoryEvent{"directory account-plan",    "ACCOUNT PLAN",                "the plan: free, standard or pro",                            kTimeless, account_plan},
    DirectoryEvent{"directory account-switch",  "ACCOUNT KIND on|off",         "switches offline-message or missed-chat notifications",      kTimeless, account_switch},
    DirectoryEvent{"directory agent-remove",    "AGENT",                       "there is no such agent any more",                            kTimeless, agent_remove, true},
    DirectoryEvent{"directory group-remove",    "ACCOUNT GROUP",               "there is no such group any more; its agents stay",           kTimeless, group_remove, true},
    DirectoryEvent{"directory account-remove",  "ACCOUNT",                     "there is no such account any more, nor what belongs to it",  kTimeless, account_remove, true},
    DirectoryEvent{"directory chat-remove",     "CHAT",                        "there is no such chat any more",                             kTimeless, chat_remove, true},
};
// clang-format on

/// A stream may tell a thing twice: what is gone already is gone.
DirectoryChange told_perhaps_twice(DirectoryChange removal) {
    return [removal = std::move(removal)](DirectoryEvents& directory) -> Result<void> {
        auto removed = removal(directory);
        if (!removed && removed.error().code == ErrorCode::not_found) return {};
        return removed;
    };
}

Error unknown_event(std::string_view word) {
    std::vector<std::string_view> known;
    known.reserve(kEvents.size());
    for (const auto& event : kEvents) known.push_back(event.word());
    return {ErrorCode::invalid, unknown("event", word, known)};
}

}  // namespace

std::span<const DirectoryEvent> directory_events() {
    return kEvents;
}

Result<DirectoryChange> read_change(const DirectoryEvent& event, const Arguments& given,
                                    TimePoint now) {
    Values values(given, now);
    auto change = event.read(values);
    if (values.fault()) return *values.fault();
    return change;
}

Result<DirectoryChange> read_event_line(std::string_view line, TimePoint now) {
    std::istringstream in{std::string(line)};
    std::string word;
    in >> word;
    std::vector<std::string> rest;
    for (std::string next; in >> next;) rest.push_back(next);
    for (const auto& event : kEvents) {
        if (event.word() != word) continue;
        // The database is the whole input's.
        const auto given = Arguments::read(rest, {}, event.options.subspan(1), event.operands);
        if (!given) return given.error();
        auto change = read_change(event, *given, now);
        if (!change || !event.is_removal) return change;
        return told_perhaps_twice(*std::move(change));
    }
    return unknown_event(word);
}

}  // namespace postern
