// SPDX-License-Identifier: Apache-2.0
//
// Accounts, agents, chats and presence: the platform's facts, as docs/glossary.md names them.
// Plain values; where they come from is the store's business.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "postern/address/address.hpp"
#include "postern/base/time.hpp"

namespace postern {

enum class Plan { free, standard, pro };           ///< From the least to the most.
enum class Kind { offline_message, missed_chat };  ///< kind.hpp has what varies with it.

std::string_view name_of(Plan plan);
std::string_view name_of(Kind kind);  ///< "offline-message", "missed-chat"
std::optional<Plan> plan_from(std::string_view name);
std::optional<Kind> kind_from(std::string_view name);

struct Account {
    std::string id;
    std::string name;
    Plan plan = Plan::free;
    bool email_integration = false;  ///< With it, offline messages are always notified.
    bool offline_message = false;    ///< The account's switch for that kind.
    bool missed_chat = false;
    std::optional<Address> forward{};
    bool keep_copy = false;             ///< Beside the forward, agents keep a copy of their own.
    std::optional<Address> fallback{};  ///< For notifications whose agent cannot be reached.
    std::optional<Address> owner{};     ///< Told when none of the agents can be reached.

    /// Whether notifications of this kind are on, switches and e-mail integration considered.
    [[nodiscard]] bool notifies(Kind kind) const;
    /// Whether the plan has this kind.
    [[nodiscard]] bool has(Kind kind) const;
    /// Where notifications go whose agent cannot be reached, if anywhere.
    [[nodiscard]] const std::optional<Address>& stand_in() const {
        return fallback ? fallback : forward;
    }
    [[nodiscard]] bool has_groups() const { return plan == Plan::pro; }
    bool operator==(const Account&) const = default;
};

struct Group {
    std::string account;
    std::string id;  ///< Unique in its account.
    std::string name;
    std::optional<Address> forward{};
    bool keep_copy = false;
    bool operator==(const Group&) const = default;
};

struct Agent {
    std::string id;  ///< Unique in the directory.
    std::string account;
    std::string name;
    Address address;  ///< The profile's, as it is now.
    bool active = true;
    std::optional<Address> forward{};
    std::vector<std::string> groups{};
    bool keep_copy = false;
    bool operator==(const Agent&) const = default;
};

/// One stretch of one device being signed in. It ends when it was signed out, or when it was last
/// heard of and has been silent since for longer than `presence.stale-after`.
struct OnlineSpan {
    std::string agent;
    std::string device;
    TimePoint from;
    TimePoint seen;                    ///< Last sign of life.
    std::optional<TimePoint> until{};  ///< Signed out.
    bool operator==(const OnlineSpan&) const = default;
};

enum class ChatEventKind { opened, joined, answered, left };
std::string_view name_of(ChatEventKind kind);
std::optional<ChatEventKind> chat_event_from(std::string_view name);

struct ChatEvent {
    ChatEventKind kind;
    std::string agent;  ///< Empty for what the visitor did.
    TimePoint at;
    bool operator==(const ChatEvent&) const = default;
};

struct Chat {
    std::string id;  ///< Unique in the directory.
    std::string account;
    std::optional<std::string> group{};
    std::vector<ChatEvent> events{};  ///< Oldest first.
    bool operator==(const Chat&) const = default;
};

}  // namespace postern
