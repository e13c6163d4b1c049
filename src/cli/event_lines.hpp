// SPDX-License-Identifier: Apache-2.0
//
// Events as lines of a stream, many at a time: all that have come, without waiting for more as long
// as there is one. Lines are numbered from 1; empty ones and # comments are counted and left out.
#pragma once

#include <cstddef>
#include <istream>
#include <string>
#include <vector>

namespace postern {

struct EventLine {
    long long number = 0;
    std::string text{};     ///< Trimmed.
    bool too_long = false;  ///< Only its beginning is there.
    bool is_cut = false;    ///< The input ended before the line did.
};

class EventLines {
  public:
    static constexpr std::size_t kMost = 1000;     ///< Of one call.
    static constexpr std::size_t kLongest = 8192;  ///< Octets of a line.

    explicit EventLines(std::istream& in) : in_(in) {}

    /// Waits for a line; none when the input has ended.
    std::vector<EventLine> next();

    /// Whether the input ended because it could not be read any further.
    [[nodiscard]] bool has_failed() const { return in_.bad(); }

  private:
    bool read();
    void take(char c);
    void end_line();

    std::istream& in_;
    long long number_ = 1;
    EventLine begun_{};
    std::vector<EventLine> whole_{};
};

}  // namespace postern
