// SPDX-License-Identifier: Apache-2.0
#include "clause_items.hpp"

#include <algorithm>

namespace postern {
namespace {

constexpr int kReach = 12;       ///< From what is said back to what it is said of, in words.
constexpr int kObjectReach = 4;  ///< And on to what it is done to.
constexpr int kDenialReach = 5;

int gap(const ClauseItem& first, const ClauseItem& second) {
    return second.begin - first.end;
}

void absorb(ClauseItem& kept, const ClauseItem& other, int whole) {
    kept.meaning.number = static_cast<std::uint8_t>(whole);
    kept.end = other.end;
    const auto* const begin = kept.words.data();
    kept.words = {begin, static_cast<std::size_t>(other.words.data() + other.words.size() - begin)};
}

/// "address of the sender": the last of `joined` is the "of".
bool join_behind(ClauseItems& joined, const ClauseItem& item, const Compounds& compounds) {
    constexpr int kBetween = 2;
    if (joined.size() < 2) return false;
    auto& head = joined[joined.size() - 2];
    if (!head.is(WordKind::thing) || gap(head, item) > kBetween) return false;
    const int whole = compounds.of(item.meaning.number, head.meaning.number);
    if (whole == kNothing) return false;
    absorb(head, item, whole);
    joined.pop_back();
    return true;
}

bool join(ClauseItems& joined, const ClauseItem& item, const Compounds& compounds) {
    constexpr int kBetween = 1;
    if (!item.is(WordKind::thing) || joined.empty()) return false;
    auto& last = joined.back();
    if (gap(last, item) > kBetween) return false;
    if (last.is(Particle::possession)) return join_behind(joined, item, compounds);
    if (!last.is(WordKind::thing)) return false;
    const int whole = compounds.of(last.meaning.number, item.meaning.number);
    if (whole == kNothing) return false;
    absorb(last, item, whole);
    return true;
}

/// Whether the next word takes it first: "server of the recipient's domain" is the domain's.
bool is_taken(const ClauseItems& items, std::size_t thing, const Compounds& compounds) {
    constexpr int kBetween = 1;
    if (thing + 1 >= items.size() || !items[thing + 1].is(WordKind::thing)) return false;
    return items[thing].is(WordKind::thing) && gap(items[thing], items[thing + 1]) <= kBetween &&
           compounds.of(items[thing].meaning.number, items[thing + 1].meaning.number) != kNothing;
}

void turn(ClauseItem& saying) {
    saying.meaning.opposite = !saying.meaning.opposite;
}

bool says(const ClauseItem& item, int saying) {
    return item.is(WordKind::saying) && item.meaning.number == saying;
}

void deny(ClauseItems& items, std::size_t denial, int temporary) {
    constexpr int kBetween = 1;
    for (auto i = denial + 1; i < items.size(); ++i) {
        if (gap(items[denial], items[i]) > kDenialReach || items[i].is(Particle::denial)) break;
        if (items[i].is(WordKind::saying) && !says(items[i], temporary)) return turn(items[i]);
    }
    if (denial == 0) return;
    auto& before = items[denial - 1];
    if (before.is(WordKind::saying) && gap(before, items[denial]) <= kBetween) turn(before);
}

constexpr int kBetweenOther = 3;  // "to this Some-Name cluster"
constexpr int kBetweenAgent = 3;  // "due to the very low reputation"

void become(ClauseItem& item, int modifier, const Compounds& compounds) {
    const int whole = modifier == kNothing ? kNothing : compounds.of(modifier, item.meaning.number);
    if (whole != kNothing) item.meaning.number = static_cast<std::uint8_t>(whole);
}

/// "from a user", "from an unknown user".
bool is_from(const ClauseItems& items, std::size_t thing) {
    auto front = thing - 1;
    if (items[front].is(WordKind::saying) && front > 0) --front;
    return items[front].is(Particle::origin) &&
           gap(items[front], items[thing]) <= kBetweenOther + static_cast<int>(thing - front);
}

}  // namespace

void join_compounds(ClauseItems& items, const Compounds& compounds) {
    ClauseItems joined;
    joined.reserve(items.size());
    for (std::size_t i = 0; i < items.size(); ++i) {
        auto item = items[i];
        const bool is_owner = !joined.empty() && joined.back().is(Particle::possession);
        while (is_owner && is_taken(items, i, compounds)) {
            absorb(item, items[i + 1],
                   compounds.of(item.meaning.number, items[i + 1].meaning.number));
            items[++i].meaning = item.meaning;
        }
        if (!join(joined, item, compounds)) joined.push_back(item);
    }
    items = std::move(joined);
}

Roles find_roles(ClauseItems& items, const Compounds& compounds, int from) {
    Roles roles;
    for (std::size_t i = 1; i < items.size(); ++i) {
        auto& item = items[i];
        if (!item.is(WordKind::thing)) continue;
        if (is_from(items, i)) become(item, from, compounds);
        const auto& front = items[i - 1];
        const bool is_agent = front.is(Particle::agency);
        item.is_oblique = front.is_oblique && gap(front, item) == 0;  // "to the mail service"
        if (gap(front, item) > (is_agent ? kBetweenAgent : kBetweenOther)) continue;
        const auto bit = std::uint64_t{1} << item.meaning.number;
        // "das" and "des" are articles too.
        item.is_owner = front.is(Particle::possession) && front.begin > 0;
        const bool is_other =
            front.is(Particle::origin) || front.is(Particle::relation) || item.is_owner;
        if (is_agent) roles.by |= bit;
        if (is_other) roles.from |= bit;
        item.is_oblique = item.is_oblique || is_agent || is_other;
    }
    return roles;
}

void find_absences(ClauseItems& items, int lacking) {
    constexpr int kBetween = 2;
    for (std::size_t i = 0; i + 1 < items.size(); ++i) {
        auto& item = items[i];
        auto& next = items[i + 1];
        if (!item.is(Particle::absence) || gap(item, next) > kBetween) continue;
        if (next.is(WordKind::saying) && !item.meaning.opposite) {
            turn(next);
        } else if (next.is(WordKind::thing) && lacking != kNothing) {
            item.meaning = {WordKind::saying, static_cast<std::uint8_t>(lacking)};
        }
    }
}

void find_denials(ClauseItems& items, int temporary) {
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (items[i].is(Particle::denial)) deny(items, i, temporary);
    }
}

const ClauseItem* thing_beside(const ClauseItems& items, std::size_t saying) {
    constexpr int kBetween = 1;
    const auto next = saying + 1;
    if (next >= items.size() || !items[next].may_be_subject()) return nullptr;
    return gap(items[saying], items[next]) <= kBetween ? &items[next] : nullptr;
}

const ClauseItem* thing_before(const ClauseItems& items, std::size_t saying) {
    for (auto i = saying; i-- > 0;) {
        if (gap(items[i], items[saying]) > kReach) break;
        if (items[i].may_be_subject()) return &items[i];
    }
    return nullptr;
}

const ClauseItem* thing_behind(const ClauseItems& items, std::size_t saying) {
    for (auto i = saying + 1; i < items.size(); ++i) {
        if (gap(items[saying], items[i]) > kObjectReach) break;
        if (items[i].may_be_subject()) return &items[i];
    }
    return nullptr;
}

const ClauseItem* nearest_thing(const ClauseItems& items, std::size_t saying) {
    const auto last = std::min(items.size(), saying + kReach);
    const auto first = saying - std::min<std::size_t>(saying, kReach);
    for (auto i = saying; i-- > first;) {
        if (items[i].is(WordKind::thing)) return items[i].is_owner ? nullptr : &items[i];
    }
    for (auto i = saying + 1; i < last; ++i) {
        if (items[i].is(WordKind::thing)) return &items[i];
    }
    return nullptr;
}

}  // namespace postern
