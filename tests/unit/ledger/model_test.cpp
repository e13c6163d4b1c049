// SPDX-License-Identifier: Apache-2.0
//
// A hundred thousand random schedules, ten million with POSTERN_SCHEDULES=10000000. The first seed
// is printed; POSTERN_SEED=… begins with that one. A schedule that breaks something is told in as
// few steps as break it.
#include "model.hpp"

#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>

#include <gtest/gtest.h>

namespace postern::ledger {

namespace {

// Without optimization ten times as many would take minutes.
#ifdef __OPTIMIZE__
constexpr std::uint64_t kSchedules = 100'000;
#else
constexpr std::uint64_t kSchedules = 10'000;
#endif

std::uint64_t setting(const char* name, std::uint64_t otherwise) {
    const char* text = std::getenv(name);
    return text == nullptr ? otherwise : std::stoull(text);
}

std::string fault_of(Model& model, const Schedule& schedule) {
    try {
        return model.run(schedule);
    } catch (const std::exception& e) {
        return e.what();
    }
}

std::string story_of(std::uint64_t seed) {
    Model model(seed);
    std::string told = fault_of(model, shrunk(schedule_from(seed), seed)) + "\n";
    for (const auto& line : model.story()) told += "    " + line + "\n";
    return told;
}

TEST(LedgerModel, KeepsItsPromisesWhateverHappensInWhateverOrder) {
    const auto first = setting("POSTERN_SEED", 1);
    const auto count = setting("POSTERN_SCHEDULES", kSchedules);
    std::cout << count << " schedules from seed " << first << "\n";
    for (auto seed = first; seed < first + count; ++seed) {
        Model model(seed);
        if (fault_of(model, schedule_from(seed)).empty()) continue;
        FAIL() << "seed " << seed << ": " << story_of(seed);
    }
}

}  // namespace

}  // namespace postern::ledger
