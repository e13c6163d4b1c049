// SPDX-License-Identifier: Apache-2.0
//
// What came to return paths and is on hold, for an operator to look at. Nothing leaves the hold
// queue by itself, and anybody may write to a return path: so there is a limit, by number and by
// size, for each of two sorts. What proves nothing is a sample, and cannot push out what is proved
// and was not understood, of which no notification may have more than a few.
// Plain data; the caller guards it.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "postern/base/time.hpp"
#include "postern/gateway/queue_listing.hpp"

namespace postern {

class HoldBook {
  public:
    static constexpr std::size_t kMostOfANotification = 3;
    /// Of the bytes for its sort, one that proves nothing may have this share.
    static constexpr std::uint64_t kShareOfOne = 20;

    struct Limits {
        std::size_t count = 0;
        std::uint64_t bytes = 0;
    };
    struct Item {
        std::string queue_id;
        std::string notification{};  ///< That it is proved to be about; "": it proves nothing.
        std::uint64_t size = 0;
        TimePoint since{};
    };

    /// Whether there is room for it on hold; it is counted then.
    bool admit(const Item& item, const Limits& limits);

    /// What Postfix's hold queue had at some time after `began`. `notification_of` reads a return
    /// path's local part.
    void compare(const std::vector<HeldBounce>& held, TimePoint began,
                 const std::function<std::string(const std::string&)>& notification_of);

    [[nodiscard]] std::size_t size() const { return items_.size(); }

  private:
    std::map<std::string, Item> items_;
};

}  // namespace postern
