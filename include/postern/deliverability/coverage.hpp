// SPDX-License-Identifier: Apache-2.0
//
// Coverage: who of an account can be reached at all. A pure function; whether an address is
// obstructed is for its caller to say.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "postern/address/address.hpp"
#include "postern/chat/account.hpp"

namespace postern {

/// The reason of the rule that stands in the way, "mailbox-full"; "" for an address that works.
using Obstruction = std::function<std::string(const Address&)>;

/// Why nobody knows whether an address that is not obstructed works; "" where somebody does.
using Doubt = std::function<std::string(const Address&)>;

struct AgentInTrouble {
    std::string agent;
    std::string address;  ///< Where it would go; "" where its forwards lead in a circle.
    std::string reason;
    std::string own{};  ///< The agent's own address, where it is forwarded to another.
};

struct Coverage {
    std::string account;
    int agents = 0;  ///< Active ones.
    std::vector<AgentInTrouble> unreachable{};
    std::vector<AgentInTrouble> in_doubt{};  ///< Not among the unreachable.
    bool has_fallback = false;               ///< One that works.

    /// None of its agents can be reached, and nobody is there instead.
    [[nodiscard]] bool is_lost() const {
        return agents > 0 && !has_fallback &&
               unreachable.size() == static_cast<std::size_t>(agents);
    }
};

/// `agents` are the account's. Forwards of groups are left aside: they hold for some chats only.
Coverage coverage_of(const Account& account, const std::vector<Agent>& agents, int forward_limit,
                     const Obstruction& obstruction, const Doubt& doubt = {});

}  // namespace postern
