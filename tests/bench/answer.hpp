// SPDX-License-Identifier: Apache-2.0
//
// What a filter may say to a step of the conversation, and how a message can end by it.
//
// A packet from the filter is an answer, a modification of the message, or a sign of life
// (SMFIR_PROGRESS). The two kinds of refusal carry either Sendmail's default reply or one of the
// filter's own (SMFIR_REPLYCODE); its first digit tells which it is.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "wire.hpp"

namespace postern {

enum class FilterAnswer { proceed, skip, accept, discard, reject, tempfail };
inline constexpr std::array<std::string_view, 6> kAnswerNames{"continue", "skip",   "accept",
                                                              "discard",  "reject", "tempfail"};

enum class Ending { accept, discard, reject, tempfail };
inline constexpr std::array<std::string_view, 4> kEndingNames{"accept", "discard", "reject",
                                                              "tempfail"};

enum class Modification {
    add_recipient,
    delete_recipient,
    change_sender,
    add_header,
    insert_header,
    change_header,
    replace_body,
    quarantine,
};
inline constexpr std::array<std::string_view, 8> kModificationNames{
    "add_recipient", "delete_recipient", "change_sender", "add_header",
    "insert_header", "change_header",    "replace_body",  "quarantine"};

std::optional<FilterAnswer> answer_in(const Packet& packet);
std::optional<Modification> modification_in(const Packet& packet);

/// Nothing where the message goes on after this answer.
std::optional<Ending> ending_of(FilterAnswer answer);
std::optional<Ending> ending_named(std::string_view name);

}  // namespace postern
