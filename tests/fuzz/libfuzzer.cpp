// SPDX-License-Identifier: Apache-2.0
//
// The way in for libFuzzer. One program has all targets, so that there is one to link; POSTERN_FUZZ
// in the environment names the one that is meant. scripts/fuzz knows how.
#include <cstdint>
#include <cstdlib>
#include <iostream>

#include "target.hpp"

namespace {

const postern::fuzz::Target& chosen() {
    const char* const name = std::getenv("POSTERN_FUZZ");  // NOLINT: no other thread yet
    const auto* const target = postern::fuzz::find_target(name == nullptr ? "" : name);
    if (target != nullptr) return *target;
    std::cerr << "POSTERN_FUZZ in the environment names none of";
    for (const auto& each : postern::fuzz::targets()) std::cerr << ' ' << each.name;
    std::cerr << '\n';
    std::exit(2);  // NOLINT: no other thread yet
}

}  // namespace

// libFuzzer's names.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const auto& target = chosen();
    target.run({reinterpret_cast<const char*>(data), size});
    return 0;
}
