// SPDX-License-Identifier: Apache-2.0
//
// What stands right beside an address in a line of a notice. Pure.
#pragma once

#include <string_view>

namespace postern {

/// Nothing but what parts the items of a list.
bool is_list_separator(std::string_view between);

/// Japanese puts its prepositions behind: "<…>へご連絡ください". What stands there, else "".
std::string_view postposition(std::string_view behind, std::string_view next_line);

/// "anna@sender.example's message": whose it was.
bool is_owner_of_message(std::string_view behind);

}  // namespace postern
