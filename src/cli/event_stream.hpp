// SPDX-License-Identifier: Apache-2.0
//
// What became of the lines of `postern directory apply`, told as it happens and counted.
#pragma once

#include <string>
#include <vector>

#include "command.hpp"
#include "event_lines.hpp"

namespace postern {

class EventAnswers {
  public:
    explicit EventAnswers(const Call& call)
        : call_(call), acknowledges_(call.given.has("acknowledge")) {}

    /// It is on record, or was already.
    void taken(const EventLine& line);
    /// It cannot be true of this directory, or is no event: telling it again changes nothing.
    void refused(const EventLine& line, const std::string& why);
    /// It could not be written, and may be told again.
    void again(const EventLine& line, const std::string& why);
    /// What was told until now is where the feeder can read it.
    void flush() const;

    /// The counts, and how the call ends.
    [[nodiscard]] Exit summary() const;

  private:
    struct Fault {
        long long line;
        std::string text;
    };

    void acknowledge(const EventLine& line, const char* outcome, const std::string& why) const;

    const Call& call_;
    bool acknowledges_;
    long long taken_ = 0, refused_ = 0, again_ = 0;
    std::vector<Fault> faults_{};  ///< The first of them: a stream may go on for days.
};

}  // namespace postern
