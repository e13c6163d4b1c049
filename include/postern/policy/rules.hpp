// SPDX-License-Identifier: Apache-2.0
//
// The rules of the help page, as tables in the order in which they are asked. The first objection
// withholds the notification; its id and reason go to the record, the log and `postern why`.
//
// A rule is a pure function of an Occasion. To add one: a function in src/policy, a row here, a
// test in tests/unit/policy (CONTRIBUTING.md walks through it).
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "postern/policy/occasion.hpp"

namespace postern {

/// When a rule's answer cannot change any more: with the draft's arrival, or only at the deadline.
enum class Final { at_arrival, at_deadline };

struct Rule {
    std::string_view id;
    std::string_view reason;         ///< One word for the record and for other programs.
    std::string_view withheld_when;  ///< Completes "… is withheld when".
    Final final;
    bool (*objects)(const Occasion&);
};

/// The table of one kind, in the order of asking.
std::span<const Rule> rules_of(Kind kind);

struct Objection {
    std::string_view rule;
    std::string_view reason;
    bool operator==(const Objection&) const = default;
};

/// The first objection, or none: the notification is due. At arrival only the rules are asked
/// whose answer is final then.
std::optional<Objection> judge(const Occasion& occasion, Final stage = Final::at_deadline);

}  // namespace postern
