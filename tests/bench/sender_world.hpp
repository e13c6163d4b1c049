// SPDX-License-Identifier: Apache-2.0
//
// Whom postern_sender_strategies writes to in its month, and what they refuse.
//
// Providers are as unequal as in life: the k-th gets a share of 1/k. Each takes a dislike to a
// domain now and then, on average once in sixty days, for six hours to five days, and then refuses
// whatever comes from it. A few addresses refuse whoever writes. A refusal is known a second to ten
// minutes after the notification left; what leaves in between is refused as well.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "postern/base/time.hpp"
#include "postern/config/settings.hpp"

namespace postern {

inline constexpr int kProviders = 10'000;
inline constexpr int kAccounts = 2'000;
inline constexpr std::size_t kSenders = 3;
inline constexpr Duration kMonth = std::chrono::days{30};
inline constexpr TimePoint kBegin{std::chrono::days{20'000}};

using Random = std::mt19937_64;

/// 0 to 1, the same on every machine.
double draw(Random& random);

/// An account's notifications to one address; there is one for each account and provider.
struct Conversation {
    int account = 0;
    int provider = 0;
    int agent = 0;  ///< Of several that an account has there.

    [[nodiscard]] std::string mailbox() const {
        return std::to_string(account) + "/" + std::to_string(agent);
    }
    [[nodiscard]] std::size_t number() const {
        return static_cast<std::size_t>(provider) * kAccounts + static_cast<std::size_t>(account);
    }
};

class SenderWorld {
  public:
    /// One address in `own_rules` refuses whoever writes; 0: none does.
    SenderWorld(Random& random, int own_rules);

    [[nodiscard]] const std::vector<SenderSettings>& pool() const { return pool_; }
    [[nodiscard]] Conversation anybody(Random& random) const;
    /// By a rule of the recipient's own, which no sender domain is to blame for.
    [[nodiscard]] bool refuses_everybody(const Conversation& to) const {
        return closed_[to.number()];
    }
    /// `sender` is its place in the pool.
    [[nodiscard]] bool refuses(const Conversation& to, std::size_t sender, TimePoint now) const;
    static Duration until_reported(Random& random);

  private:
    /// Of a provider with one domain, as points in time: begin, end, begin …
    using Dislikes = std::vector<TimePoint>;
    static Dislikes dislikes(Random& random);

    std::vector<SenderSettings> pool_{kSenders};
    std::vector<double> reach_;  ///< Of the first k providers together.
    std::vector<Dislikes> dislikes_;
    std::vector<bool> closed_;
};

}  // namespace postern
