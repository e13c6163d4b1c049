// SPDX-License-Identifier: Apache-2.0
#include "domain_cache.hpp"

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
    return parts_.at((Hash{}(domain) >> kAllButEight) % parts_used_);
}

DomainCache::Standing DomainCache::find(std::string_view domain, TimePoint now) {
    auto part = part_of(domain).lock();
    const auto found = part->entries.find(domain);
    // What has expired keeps its place: it is about to be asked for again.
    if (found == part->entries.end() || found->second.standing->expires <= now) return nullptr;
    found->second.asked_for = true;
    return found->second.standing;
}

void DomainCache::put(std::string_view domain, Standing standing) {
    if (most_in_part_ == 0) return;
    auto part = part_of(domain).lock();
    if (const auto found = part->entries.find(domain); found != part->entries.end()) {
        found->second.standing = std::move(standing);
        return;
    }
    if (part->entries.size() == most_in_part_) make_room(*part);
    const auto added = part->entries.emplace(domain, Entry{std::move(standing)}).first;
    part->turns.push_back(&*added);
}

/// Ends: every entry is spared once at most.
void DomainCache::make_room(Part& part) {
    for (;;) {
        auto* const oldest = part.turns.front();
        part.turns.pop_front();
        if (!std::exchange(oldest->second.asked_for, false)) {
            part.entries.erase(part.entries.find(oldest->first));
            return;
        }
        part.turns.push_back(oldest);
    }
}

}  // namespace postern
