// SPDX-License-Identifier: Apache-2.0
#include "wait.hpp"

#include <thread>

namespace postern::testing {

bool wait_until(const std::function<bool()>& condition, Duration limit) {
    const auto end = std::chrono::steady_clock::now() + limit;
    while (!condition()) {
        if (std::chrono::steady_clock::now() >= end) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return true;
}

}  // namespace postern::testing
