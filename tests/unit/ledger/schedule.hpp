// SPDX-License-Identifier: Apache-2.0
//
// A schedule: what happens to a small site, in what order. It is made from a seed; what each number
// means depends on what there is when its turn comes, so that any part of a schedule is a schedule.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace postern::ledger {

/// The same numbers on every machine (splitmix64).
class Dice {
  public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}
    std::uint64_t roll();
    /// Less than `sides`.
    std::uint32_t below(std::uint32_t sides) { return static_cast<std::uint32_t>(roll() % sides); }
    bool one_in(std::uint32_t sides) { return below(sides) == 0; }

  private:
    std::uint64_t state_;
};

enum class Act {
    submit,   ///< A draft is handed in, or handed in again.
    present,  ///< Postfix presents a notification at OUT.
    copy,     ///< Somebody else does.
    bounce,   ///< A report about what left.
    repeat,   ///< That report again: from the same queue file, or a copy.
    op_hold,  ///< An operator suppresses, lifts, suspends or resumes.
    give_up,  ///< Postfix no longer has it, or so it seems.
    tell,     ///< An account is told of a loss.
    terms,    ///< A reload with other terms.
    wait,     ///< Time passes.
};

struct Step {
    Act act = Act::wait;
    std::uint64_t seed = 0;  ///< For whatever has to be chosen.
    bool joins = false;      ///< It is decided in the batch of the step before it.
    bool is_lost = false;    ///< Its answer never arrives.
};
using Schedule = std::vector<Step>;

Schedule schedule_from(std::uint64_t seed);

}  // namespace postern::ledger
