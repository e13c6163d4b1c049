// SPDX-License-Identifier: Apache-2.0
//
// The platform under load: submits drafts over several connections at a time, and tries again as
// docs/draft.md asks: after any 4xx and any broken connection, the same draft with the same id.
// Drafts go to everybody of their accounts. It works in the background until all were taken.
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "postern/base/time.hpp"

#include "draft_text.hpp"

namespace postern::testing {

class Platform {
  public:
    struct Plan {
        std::vector<DraftText> drafts;
        int connections = 4;
        Duration between{0};  ///< The pause from one draft to the next, whatever the connection.
    };

    Platform(std::uint16_t port, Plan plan);
    Platform(const Platform&) = delete;
    Platform& operator=(const Platform&) = delete;
    ~Platform();

    /// How many drafts were answered with 250 by now.
    [[nodiscard]] std::size_t accepted() const { return accepted_; }
    /// How many attempts were not.
    [[nodiscard]] std::size_t repeated() const { return repeated_; }
    /// The first 5xx, which ends the attempts for that draft; "" where there was none.
    [[nodiscard]] std::string refusal() const;
    [[nodiscard]] bool is_done() const { return done_ == plan_.drafts.size(); }

  private:
    void work();
    void submit(const DraftText& draft);
    bool attempt(const DraftText& draft);

    const std::uint16_t port_;
    const Plan plan_;
    const std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
    std::atomic<std::size_t> next_ = 0, accepted_ = 0, repeated_ = 0, done_ = 0;
    std::atomic<bool> giving_up_ = false;
    mutable std::mutex mutex_;
    std::string refusal_;
    std::vector<std::thread> threads_;
};

/// `count` drafts for one account, with ids "PREFIX-1" and so on, each about a chat of its own.
std::vector<DraftText> many_drafts(const std::string& prefix, const std::string& account,
                                   int count);

}  // namespace postern::testing
