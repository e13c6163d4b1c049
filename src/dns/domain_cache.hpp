// SPDX-License-Identifier: Apache-2.0
//
// DomainCache: the standings of up to `most` domains. Where there is no room the oldest gives way,
// unless it was asked for since its last turn: then it is spared once more ("second chance"). So
// finding one writes nothing but that mark, where a strict order would touch its neighbours too.
//
// In parts with a lock each, so that sessions seldom wait for one another; where it is too small
// for that it is a single part. Thread-safe.
#pragma once

#include <array>
#include <deque>
#include <functional>
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

    void put(std::string_view domain, Standing standing);

  private:
    struct Entry {
        Standing standing;
        bool asked_for = false;
    };
    struct Hash : std::hash<std::string_view> {
        using is_transparent = void;
    };
    using Entries = std::unordered_map<std::string, Entry, Hash, std::equal_to<>>;
    struct Part {
        Entries entries{};
        std::deque<Entries::value_type*> turns{};  ///< All entries, the next to go in front.
    };

    static void make_room(Part& part);
    Guarded<Part>& part_of(std::string_view domain);

    static constexpr std::size_t kParts = 16;
    const std::size_t parts_used_;
    const std::size_t most_in_part_;
    std::array<Guarded<Part>, kParts> parts_;
};

}  // namespace postern
