// SPDX-License-Identifier: Apache-2.0
//
// DomainCache: the standings of up to `most` domains; the one that was asked for the longest time
// ago gives way. In parts with a lock each, so that sessions seldom wait for one another; where it
// is too small for that it is a single part. Thread-safe.
#pragma once

#include <array>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "postern/base/guarded.hpp"
#include "postern/dns/domain_standing.hpp"

namespace postern {

class DomainCache {
  public:
    using Standing = std::shared_ptr<const DomainStanding>;

    explicit DomainCache(std::size_t most);

    /// Null where nothing is known that still holds at `now`.
    Standing find(std::string_view domain, TimePoint now);

    void put(std::string_view domain, DomainStanding standing);

  private:
    struct Entry {
        std::string domain;
        Standing standing;
    };
    struct Part {
        std::list<Entry> entries;  ///< The one asked for last is in front.
        std::unordered_map<std::string_view, std::list<Entry>::iterator> by_domain;
    };

    Guarded<Part>& part_of(std::string_view domain);

    static constexpr std::size_t kParts = 16;
    const std::size_t parts_used_;
    const std::size_t most_in_part_;
    std::array<Guarded<Part>, kParts> parts_;
};

}  // namespace postern
