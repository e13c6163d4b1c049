// SPDX-License-Identifier: Apache-2.0
//
// What posternd knows of its sender domains, without a database: the counts of two hours and the
// standings, fed to the project's own decisions (postern/sender) in the order in which the store
// does it (src/store/sender_book). No caps.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "postern/sender/choice.hpp"

#include "sender_world.hpp"

namespace postern {

/// A notification on its way.
struct Mail {
    Conversation to;
    TimePoint due;
    int attempt = 0;         ///< How many times it has left.
    std::size_t sender = 0;  ///< It left from, last.
    TimePoint sent{};
};

class SenderMemory {
  public:
    SenderMemory(const std::vector<SenderSettings>& pool, const ReputationSettings& terms)
        : pool_(pool), terms_(terms) {}

    struct Choice {
        std::optional<std::size_t> sender{};
        std::optional<TimePoint> retry_at{};  ///< Where there is none.
    };
    /// Another one than it left from, where it has left.
    Choice choose(const Mail& mail, TimePoint now);
    void departed(const Mail& mail);
    void refused(const Mail& mail, TimePoint now);

  private:
    struct Traffic {
        TimePoint hour{};
        SenderTraffic now{}, before{};
    };
    /// What is known of one domain at one provider.
    struct Known {
        std::optional<SenderStanding> standing{};
        Traffic traffic{};
        std::unordered_map<std::size_t, TimePoint> refusals{};  ///< By conversation, the last.
    };

    [[nodiscard]] long domains_refused_by(const Mail& mail, TimePoint now) const;
    [[nodiscard]] std::vector<SenderStanding> standings_at(int provider) const;
    std::optional<SenderStanding>& standing_of(int provider, const std::string& domain);
    Known& known(const Mail& mail);
    static SenderTraffic& this_hour(Traffic& traffic, TimePoint now);

    const std::vector<SenderSettings>& pool_;
    const ReputationSettings& terms_;
    std::unordered_map<int, std::vector<Known>> known_;  ///< By provider, in the pool's order.
};

}  // namespace postern
