// SPDX-License-Identifier: Apache-2.0
#include "schedule.hpp"

#include <array>

namespace postern::ledger {

namespace {

constexpr int kShortest = 6;
constexpr int kLongest = 24;

/// What happens more often stands here more often.
constexpr std::array kActs{
    Act::submit,  Act::submit,  Act::present, Act::present, Act::present, Act::present,
    Act::present, Act::present, Act::present, Act::copy,    Act::bounce,  Act::bounce,
    Act::bounce,  Act::repeat,  Act::op_hold, Act::op_hold, Act::op_hold, Act::give_up,
    Act::tell,    Act::terms,   Act::wait,    Act::wait,
};

}  // namespace

std::uint64_t Dice::roll() {
    state_ += 0x9e3779b97f4a7c15ULL;
    auto z = state_;
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31U);
}

Schedule schedule_from(std::uint64_t seed) {
    Dice dice(seed);
    Schedule schedule(kShortest + dice.below(kLongest - kShortest));
    for (auto& step : schedule) {
        step.act = kActs.at(dice.below(kActs.size()));
        step.seed = dice.roll();
        step.joins = dice.one_in(2);
        step.is_lost = dice.one_in(5);
    }
    schedule.front().act = Act::submit;
    return schedule;
}

}  // namespace postern::ledger
