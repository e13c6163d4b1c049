// SPDX-License-Identifier: Apache-2.0
//
// Notifications that have left postern and are in Postfix's queue still, on their way to a mail
// server.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "postern/base/result.hpp"
#include "postern/base/time.hpp"
#include "postern/config/settings.hpp"

namespace postern {

struct Departure {
    std::string queue_id;
    std::string put_off;  ///< Why it is deferred; "" where it is not.
    bool operator==(const Departure&) const = default;
};

/// Of a listing, as `postqueue -j` writes it piece by piece: what is from a return path, for that
/// address, and arrived then or later. Whatever else a site has in its queue is kept no longer than
/// its line, of a line that cannot be ours only its beginning.
class DepartureReader {
  public:
    DepartureReader(std::string address, TimePoint since)
        : address_(std::move(address)), since_(since) {}

    void take(std::string_view piece);
    [[nodiscard]] const std::vector<Departure>& found() const { return found_; }

  private:
    void add(std::string_view text);
    void end_line();

    std::string address_;
    TimePoint since_;
    std::string line_;  ///< Whose end was not seen yet.
    std::vector<Departure> found_;
};

/// The same of Postfix's queue.
Result<std::vector<Departure>> queued_departures(const PostfixSettings& settings,
                                                 const std::string& address, TimePoint since);

}  // namespace postern
