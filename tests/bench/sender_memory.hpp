// SPDX-License-Identifier: Apache-2.0
//
// What posternd knows of its sender domains, without a database: counts, evidence and standings,
// fed to the project's own decisions (postern/sender) in the order in which the store does it
// (src/store/sender_book).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "postern/sender/choice.hpp"
#include "postern/sender/testimony.hpp"

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

/// As the product has it; or as it was before, when all accounts were judged as if they were one,
/// every report as if our own Postfix had made it, every complaint as an account's own, and a cap
/// was whoever's came first.
enum class Judges { each_account, all_as_one };

class SenderMemory {
  public:
    SenderMemory(const std::vector<SenderSettings>& pool, const ReputationSettings& terms,
                 Judges judges = Judges::each_account)
        : pool_(pool), terms_(terms), judges_(judges) {}

    struct Choice {
        std::optional<std::size_t> sender{};
        std::optional<TimePoint> retry_at{};  ///< Where there is none.
    };
    /// Another one than it left from, where it has left.
    Choice choose(const Mail& mail, TimePoint now);
    void departed(const Mail& mail);

    enum class Says { refused, delayed, complains };
    /// What came back for it; `proved`: by our own Postfix's word, or the provider's.
    void told(const Mail& mail, Says what, bool proved, TimePoint now);
    void refused(const Mail& mail, TimePoint now) { told(mail, Says::refused, true, now); }

  private:
    struct Traffic {
        TimePoint hour{};
        SenderTraffic now{}, before{};
    };
    /// What one mailbox of an account said, last, and last to count.
    struct Word {
        TimePoint told{}, counted{}, sent{};
    };
    using Who = std::pair<std::string, std::string>;  ///< Account and mailbox.
    /// What is known of one domain at one provider.
    struct Known {
        std::optional<SenderStanding> everybodys{};
        std::unordered_map<std::string, SenderStanding> by_account{};
        std::unordered_map<std::string, Traffic> traffic{};
        std::map<Who, Word> refusals{}, delays{}, complaints{};
        std::map<TimePoint, long> departures{};  ///< By the day.
    };

    [[nodiscard]] std::string account_of(const Mail& mail) const;
    SenderStrike strike_of(const Mail& mail, bool is_delay, TimePoint now);
    void refuse(const Mail& mail, bool is_delay, TimePoint now);
    void complain(const Mail& mail, bool vouched, TimePoint now);
    SentToday sent_today(std::size_t sender, const Mail& mail, TimePoint now) const;
    [[nodiscard]] std::vector<SenderStanding> standings_at(const Mail& mail,
                                                           bool with_everybodys) const;
    Known& known(int provider, std::size_t sender);
    std::size_t place_of(const std::string& domain) const;

    const std::vector<SenderSettings>& pool_;
    const ReputationSettings& terms_;
    Judges judges_;
    std::unordered_map<int, std::vector<Known>> known_;  ///< By provider, in the pool's order.
    std::map<std::pair<std::size_t, TimePoint>, std::unordered_map<std::string, long>> days_;
};

}  // namespace postern
