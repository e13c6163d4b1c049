// SPDX-License-Identifier: Apache-2.0
//
// The words of one clause that mean something, and what they do to each other before anything is
// said: two things become one, a preposition takes a thing out of the way, a denial turns a saying.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "clause.hpp"

namespace postern {

struct ClauseItem {
    Meaning meaning;
    int begin = 0;  ///< In words from the front of the clause.
    int end = 0;
    std::string_view words;
    bool is_oblique = false;  ///< Behind a preposition.
    bool is_owner = false;    ///< Behind "of".

    [[nodiscard]] bool is(WordKind kind) const { return meaning.kind == kind; }
    [[nodiscard]] bool is(Particle particle) const {
        return is(WordKind::particle) && meaning.number == static_cast<std::uint8_t>(particle);
    }
    [[nodiscard]] bool may_be_subject() const { return is(WordKind::thing) && !is_oblique; }
};

using ClauseItems = std::vector<ClauseItem>;

/// "sender address" and "address of the sender" become the sender.
void join_compounds(ClauseItems& items, const Compounds& compounds);

/// Sets of things, by what stands in front of them.
struct Roles {
    std::uint64_t by = 0;
    std::uint64_t from = 0;
};

/// `from` is the thing that "from" is in compounds, or kNothing: in "mail from an unknown user" the
/// user is the sender.
Roles find_roles(ClauseItems& items, const Compounds& compounds, int from);

/// "no" before a thing becomes the saying `lacking`; before a saying it turns that.
void find_absences(ClauseItems& items, int lacking);

/// "not" turns the saying behind it, or else the one right before it. One that says when, as
/// "currently", is passed over.
void find_denials(ClauseItems& items, int temporary);

/// What a saying is said of: the thing right behind it, the last that may be a subject before it,
/// the next that it may be done to, or else the nearest of any kind. Each may be nullptr.
const ClauseItem* thing_beside(const ClauseItems& items, std::size_t saying);
const ClauseItem* thing_before(const ClauseItems& items, std::size_t saying);
const ClauseItem* thing_behind(const ClauseItems& items, std::size_t saying);
const ClauseItem* nearest_thing(const ClauseItems& items, std::size_t saying);

}  // namespace postern
