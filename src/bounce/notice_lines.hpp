// SPDX-License-Identifier: Apache-2.0
//
// Where addresses stand in a notice, by its structure: whose program wrote it does not matter. An
// address that leads a line, fills a cell of a table or follows a label is named for what happened
// to it. One in mid-sentence may be as well, unless the sentence says whom to ask, who sent the
// message, or where somebody has moved to. The rows that repeat the message's own header fields
// (subject, date, from) say nothing: others wrote them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "patterns.hpp"

namespace postern {

/// What the place of an address says, the surest first.
enum class Standing {
    listed,      ///< Leads a line, fills a cell, or follows a label.
    transcript,  ///< Of a session: "RCPT TO:<…>", "550 <…>... User unknown".
    mentioned,   ///< In mid-sentence.
    expanded,    ///< What the failed recipient was made from: "(generated from …)".
    addressee,   ///< In a row that repeats the field To.
    sender,      ///< Named as who sent the message.
    bystander,   ///< Named for another reason.
};

struct Sighting {
    std::string address;
    Standing standing = Standing::mentioned;
    std::size_t line = 0;  ///< Counted from 0.
};

/// Every address of the notice, in its order.
std::vector<Sighting> sightings_in(std::string_view notice, const PatternFile& patterns);

std::vector<std::string_view> lines_of(std::string_view text);

/// The notice without the rows that repeat the message's subject and its like.
std::string without_repeated_fields(std::string_view notice, const PatternFile& patterns);

}  // namespace postern
