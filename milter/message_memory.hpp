// SPDX-License-Identifier: Apache-2.0
//
// How much memory the messages of all sessions together may take (milter.message-memory). What
// comes beyond it is answered 451 at its end: Postfix keeps it, and nobody is out of memory.
//
// Counted is what sessions collect. Judging a message takes some times as much again, for that
// moment. Thread-safe; nothing here throws.
#pragma once

#include <atomic>
#include <cstddef>

namespace postern {

class MessageMemory {
  public:
    /// False where that would make more than `limit`: told of in the log, once until there is room
    /// again.
    bool take(std::size_t bytes, std::size_t limit) noexcept;
    void give_back(std::size_t bytes) noexcept;

    [[nodiscard]] std::size_t taken() const noexcept { return taken_; }

  private:
    std::atomic<std::size_t> taken_ = 0;
    std::atomic<std::size_t> limit_ = 0;  ///< The last one.
    std::atomic<bool> is_told_ = false;
};

/// One session's share; given back with it at the latest.
class MemoryShare {
  public:
    explicit MemoryShare(MessageMemory& all) : all_(all) {}
    MemoryShare(const MemoryShare&) = delete;
    MemoryShare& operator=(const MemoryShare&) = delete;
    ~MemoryShare() { give_back(); }

    bool take(std::size_t bytes, std::size_t limit) noexcept;
    void give_back() noexcept;

  private:
    MessageMemory& all_;
    std::size_t mine_ = 0;
};

}  // namespace postern
