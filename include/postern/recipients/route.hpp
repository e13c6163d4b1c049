// SPDX-License-Identifier: Apache-2.0
//
// To whom a draft goes, and where one agent's notification goes from there.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "postern/chat/account.hpp"
#include "postern/chat/draft.hpp"

namespace postern {

/// The group whose agents are the chat's scope, or nothing for the whole account: the draft's
/// group, else the chat's, and only where the plan has groups.
std::optional<std::string> scope_of(const Account& account,
                                    const std::optional<std::string>& drafts_group,
                                    const std::optional<Chat>& chat);

/// One agent's forward, as the directory has it.
struct Forward {
    Address from;  ///< The agent's profile address.
    Address to;
};

/// Of those that have one.
std::vector<Forward> forwards_of(const std::vector<Agent>& agents);

enum class RouteFault { loop, too_long };

/// Where an agent's notifications go in place of the profile address, and whether that one gets a
/// copy besides.
struct Redirection {
    Address to;
    bool keep_copy = false;
};

/// The agent's own forward; else that of `group`, the scope of the chat; else the account's.
std::optional<Redirection> redirection(const Account& account, const std::optional<Group>& group,
                                       const Agent& agent);

/// Follows the redirection from address to address as far as `limit` hops. That of a group or an
/// account applies once and not to the address it leads to.
std::variant<Address, RouteFault> route(const Account& account, const std::optional<Group>& group,
                                        const Agent& agent, const std::vector<Forward>& forwards,
                                        int limit);

/// Why an agent gets no notification although no rule of the draft's kind objects.
struct RecipientRule {
    std::string_view id;
    std::string_view withheld_when;
    std::string_view reason;
};
inline constexpr RecipientRule kAgentUnknown{"R1", "the agent has left the account",
                                             "agent-unknown"};
inline constexpr RecipientRule kAgentInactive{"R2", "the agent is not active", "agent-inactive"};
inline constexpr RecipientRule kForwardLoop{
    "R3", "its forwards run in a circle or are longer than recipients.forward-limit",
    "forward-loop"};
inline constexpr RecipientRule kSameAddress{
    "R4", "another agent's copy of the same draft went to the same address", "same-address"};
inline constexpr RecipientRule kDuplicate{
    "R5", "another copy of the same draft was decided for this agent already", "duplicate"};
inline constexpr RecipientRule kNoCopy{"R6", "the agent keeps no copy beside a forward any more",
                                       "no-copy"};
inline constexpr std::array kRecipientRules{kAgentUnknown, kAgentInactive, kForwardLoop,
                                            kSameAddress,  kDuplicate,     kNoCopy};

}  // namespace postern
