// SPDX-License-Identifier: Apache-2.0
#include "message_memory.hpp"

#include <cstdint>

#include "postern/base/log.hpp"

namespace postern {

bool MessageMemory::take(std::size_t bytes, std::size_t limit) noexcept {
    if (taken_.fetch_add(bytes) + bytes <= limit) return true;
    taken_ -= bytes;
    limit_ = limit;
    if (!is_told_.exchange(true)) {
        LogLine(Severity::warning, "message-memory-full")
            .with("limit", static_cast<std::int64_t>(limit));
    }
    return false;
}

void MessageMemory::give_back(std::size_t bytes) noexcept {
    if (bytes == 0) return;
    if (taken_.fetch_sub(bytes) - bytes <= limit_ / 2) is_told_ = false;
}

bool MemoryShare::take(std::size_t bytes, std::size_t limit) noexcept {
    if (!all_.take(bytes, limit)) return false;
    mine_ += bytes;
    return true;
}

void MemoryShare::give_back() noexcept {
    all_.give_back(mine_);
    mine_ = 0;
}

}  // namespace postern
