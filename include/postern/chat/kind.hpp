// SPDX-License-Identifier: Apache-2.0
//
// What varies with the kind of a notification, one row a kind. Whoever asks about a kind asks its
// row, so that another kind is another row and takes nobody else's branch. Its rules are a table of
// policy, which lies above; "Adding a kind" in CONTRIBUTING.md has the rest.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "postern/chat/account.hpp"
#include "postern/config/settings.hpp"

namespace postern {

struct KindTraits {
    Kind kind;
    std::string_view name;   ///< In drafts, records, tokens, settings and on the command line.
    std::string_view about;  ///< When there is one, in a sentence.
    Plan least_plan;         ///< That has it.
    bool Account::*is_on;    ///< The account's switch.
    bool with_integration;   ///< E-mail integration has it on, whatever the switch says.
    bool asks_of_others;     ///< A rule asks whether other agents are online.
    Duration GraceWindowSettings::*window;
};

// clang-format off
inline constexpr std::array kKinds{
    KindTraits{Kind::offline_message, "offline-message", "A visitor left a message while nobody was there to answer it.",
               Plan::free, &Account::offline_message, true, true, &GraceWindowSettings::offline_message},
    KindTraits{Kind::missed_chat, "missed-chat", "An agent was online, and the visitor left before anybody answered.",
               Plan::standard, &Account::missed_chat, false, false, &GraceWindowSettings::missed_chat},
};  // kKinds
// clang-format on

constexpr const KindTraits& traits_of(Kind kind) {
    return kKinds[static_cast<std::size_t>(kind)];
}

std::vector<std::string_view> kind_names();

/// "offline-message or missed-chat"
std::string kinds_in_words();

namespace kind_check {

/// The compiler spells a value that has no name as "(postern::Kind)2".
template <Kind Value>
constexpr bool has_name() {
    return std::string_view(__PRETTY_FUNCTION__).find("Kind)") == std::string_view::npos;
}

constexpr bool are_in_order() {
    for (std::size_t i = 0; i < kKinds.size(); ++i) {
        if (kKinds[i].kind != static_cast<Kind>(i)) return false;
    }
    return true;
}

static_assert(has_name<Kind::missed_chat>() && !has_name<static_cast<Kind>(1000)>(),
              "this compiler spells values otherwise");
static_assert(are_in_order(), "kKinds has the order of Kind");
static_assert(!has_name<static_cast<Kind>(kKinds.size())>(), "every kind has its row in kKinds");

}  // namespace kind_check

}  // namespace postern
