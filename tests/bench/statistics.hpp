// SPDX-License-Identifier: Apache-2.0
//
// What one connection saw: answers, modifications, how messages ended and how long each took.
// Each connection counts for itself; add() brings the counts together afterwards. Cannot fail.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <vector>

#include "answer.hpp"

namespace postern {

using Microseconds = std::chrono::duration<double, std::micro>;

class Statistics {
  public:
    void count(FilterAnswer answer) { ++answers_[static_cast<std::size_t>(answer)]; }
    void count(Modification kind) { ++modifications_[static_cast<std::size_t>(kind)]; }
    void count(Ending ending, Microseconds latency);
    void add(const Statistics& other);

    [[nodiscard]] std::uint64_t messages() const { return latencies_.size(); }
    [[nodiscard]] std::uint64_t ended(Ending ending) const;
    [[nodiscard]] const auto& answers() const { return answers_; }
    [[nodiscard]] const auto& endings() const { return endings_; }
    [[nodiscard]] const auto& modifications() const { return modifications_; }
    /// The latency that `share` (0 to 1) of all messages did not exceed; 0 if there was none.
    [[nodiscard]] Microseconds latency(double share) const;

  private:
    std::array<std::uint64_t, kAnswerNames.size()> answers_{};
    std::array<std::uint64_t, kEndingNames.size()> endings_{};
    std::array<std::uint64_t, kModificationNames.size()> modifications_{};
    std::vector<Microseconds> latencies_;
};

}  // namespace postern
