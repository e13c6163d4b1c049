// SPDX-License-Identifier: Apache-2.0
#include "domain_cache.hpp"

#include <functional>
#include <limits>
#include <utility>

namespace postern {

namespace {

/// Below that, parts would fill unevenly.
constexpr std::size_t kLeastInPart = 256;

}  // namespace

DomainCache::DomainCache(std::size_t most)
    : parts_used_(most < kParts * kLeastInPart ? 1 : kParts), most_in_part_(most / parts_used_) {}

Guarded<DomainCache::Part>& DomainCache::part_of(std::string_view domain) {
    // The low bits choose the bucket inside the part.
    constexpr auto kAllButEight = std::numeric_limits<std::size_t>::digits - 8;
    return parts_.at((std::hash<std::string_view>{}(domain) >> kAllButEight) % parts_used_);
}

DomainCache::Standing DomainCache::find(std::string_view domain, TimePoint now) {
    auto part = part_of(domain).lock();
    const auto found = part->by_domain.find(domain);
    if (found == part->by_domain.end()) return nullptr;
    const auto entry = found->second;
    if (entry->standing->expires > now) {
        part->entries.splice(part->entries.begin(), part->entries, entry);
        return entry->standing;
    }
    part->by_domain.erase(found);
    part->entries.erase(entry);
    return nullptr;
}

void DomainCache::put(std::string_view domain, DomainStanding standing) {
    if (most_in_part_ == 0) return;
    auto held = std::make_shared<const DomainStanding>(std::move(standing));
    auto part = part_of(domain).lock();
    if (const auto found = part->by_domain.find(domain); found != part->by_domain.end()) {
        found->second->standing = std::move(held);
        return;
    }
    if (part->entries.size() == most_in_part_) {
        part->by_domain.erase(part->entries.back().domain);
        part->entries.pop_back();
    }
    part->entries.push_front({std::string(domain), std::move(held)});
    part->by_domain.emplace(part->entries.front().domain, part->entries.begin());
}

}  // namespace postern
