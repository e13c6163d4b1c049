// SPDX-License-Identifier: Apache-2.0
//
// The directory: the platform's accounts, agents, groups, devices and chats, for reading.
//
// Thread-safe. Every call reads one consistent state (one read transaction) over a session of a
// fixed, prepared pool. Fails with ErrorCode::unavailable when the database cannot be read now
// (locked, unreadable, gone); it never answers from an empty or half-read one.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "postern/address/address.hpp"
#include "postern/base/result.hpp"
#include "postern/chat/account.hpp"
#include "postern/recipients/route.hpp"

namespace postern {

/// What is needed when a draft arrives.
struct DraftFacts {
    std::optional<Account> account;
    std::optional<Chat> chat;    ///< With its account; events are left empty.
    bool group_exists = false;   ///< In that account; false where no group was asked for.
    std::optional<Group> group;  ///< The scope, where that is a group.
    std::vector<Agent> agents;   ///< All of the account, groups filled in.
};

/// What is needed when one notification is decided.
struct NotificationFacts {
    std::optional<Account> account;
    std::optional<Agent> agent;        ///< Only if it is of that account.
    std::optional<Chat> chat;          ///< With its events.
    std::optional<Group> group;        ///< The scope, where that is a group.
    std::vector<Forward> forwards;     ///< All of the account's agents that have one.
    std::vector<Agent> colleagues;     ///< All of the account, if this agent's mail is redirected.
    std::vector<OnlineSpan> presence;  ///< The agent's, and of others what is asked: see below.
};

/// When a decision is made, and how long a device may be silent.
struct PresenceTerms {
    TimePoint now;
    Duration stale_after;
};

class Directory {
  public:
    Directory() = default;
    Directory(const Directory&) = delete;
    Directory& operator=(const Directory&) = delete;
    virtual ~Directory() = default;

    virtual Result<DraftFacts> draft_facts(const std::string& account, const std::string& chat,
                                           const std::optional<std::string>& group) = 0;

    /// `presence` holds the spans of `agent` that lasted when the draft's event happened or later,
    /// and those of one other of the scope who was online then, or is now, if there is one: whether
    /// there is, is all that the rules ask, and of a thousand agents each is asked. Those of a
    /// missed chat do not, and get the agent's alone. Where the agent's mail is redirected, they
    /// are asked of each who shares the address: then it holds everybody's. The scope is
    /// scope_of(account, draft, chat), found out within the same transaction.
    virtual Result<NotificationFacts> notification_facts(const Draft& draft,
                                                         const std::string& agent,
                                                         const PresenceTerms& terms) = 0;

    /// For RCPT: whether an account of that id exists.
    virtual Result<bool> has_account(const std::string& account) = 0;
    /// For RCPT: whether an agent with that profile address exists in that account.
    virtual Result<bool> has_address(const std::string& account, const Address& address) = 0;
};

/// What the settings say against having that address in the directory, in words; "" for nothing.
using AddressObjection = std::function<std::string(const Address&)>;

/// How an import is written beside others who write.
struct ImportPace {
    long long rows_at_once = 500;  ///< In one transaction.
    /// Called between two of them; where there is none, it sleeps as long as the first took.
    std::function<void()> rest{};
};

struct DatabaseOptions {
    std::string url;  ///< "sqlite:/absolute/path"
    int readers = 4;
    Duration busy_timeout{2000};
    /// Of the directory, for writing: signs of life that are further apart are two spans.
    Duration stale_after = std::chrono::minutes{5};
    /// Of the directory, for writing: how long chats and presence are kept.
    Duration keep = std::chrono::days{14};
    /// Of the directory: asked of every address that is written; where there is none, all may be.
    AddressObjection objection{};
    /// Opens without it as well: each call tries, and fails with ErrorCode::unavailable until it is
    /// there. For a daemon, which nobody starts again when a disk is mounted late.
    bool may_be_absent = false;
    ImportPace pace{};
    /// From so many bytes on a write-ahead log is written back (what changes all the time is
    /// written once), and it is cut to twice as many when it begins anew.
    std::int64_t log_octets = std::int64_t{32} << 20U;
};

/// Opens an existing directory; ErrorCode::not_found where there is none, ErrorCode::conflict
/// where its schema is older or newer than ours (and says how to migrate).
Result<std::unique_ptr<Directory>> open_directory(const DatabaseOptions& options);

}  // namespace postern
