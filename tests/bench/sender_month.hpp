// SPDX-License-Identifier: Apache-2.0
//
// A month of notifications by one way of choosing the sender domain. In virtual time: what waits
// and what is reported later stands in a queue of events.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <queue>
#include <unordered_map>
#include <utility>
#include <vector>

#include "sender_memory.hpp"
#include "sender_world.hpp"

namespace postern {

inline constexpr int kNotifications = 1'000'000;

enum class Strategy { first, random, sticky, standing, standing_and_retry };

struct Tally {
    std::array<long, kSenders> left{};
    long moves = 0;            ///< Of a conversation from one domain to another.
    long refused = 0;          ///< Departures.
    long refused_at_last = 0;  ///< Notifications that had no further try.
    long given_up = 0;
    long hopeless = 0;            ///< To addresses that refuse whoever writes.
    std::vector<Duration> waits;  ///< Of what waited and left after all.
};

class SenderMonth {
  public:
    SenderMonth(const SenderWorld& world, Strategy strategy, ReputationSettings terms,
                std::uint64_t seed, Judges judges = Judges::each_account)
        : world_(world),
          strategy_(strategy),
          terms_(std::move(terms)),
          seed_(seed),
          random_(seed + 1),
          memory_(world_.pool(), terms_, judges) {}

    Tally run();

  private:
    struct Event {
        TimePoint at;
        long number;  ///< Of events at one time the earlier one comes first.
        enum class What { presented, refused } what;
        Mail mail;
        bool operator>(const Event& other) const {
            return at != other.at ? at > other.at : number > other.number;
        }
    };

    void pass_until(TimePoint end);
    void later(TimePoint at, Event::What what, const Mail& mail);
    void present(const Mail& mail, TimePoint now);
    void depart(Mail mail, std::size_t sender, TimePoint now);
    void refused(const Mail& mail, TimePoint now);
    SenderMemory::Choice choose(const Mail& mail, TimePoint now);

    const SenderWorld& world_;
    Strategy strategy_;
    ReputationSettings terms_;
    std::uint64_t seed_;
    Random random_;
    SenderMemory memory_;
    std::priority_queue<Event, std::vector<Event>, std::greater<>> events_;
    long event_ = 0;
    std::unordered_map<std::size_t, std::size_t> last_;  ///< Sender, by conversation.
    Tally tally_{};
};

}  // namespace postern
