// SPDX-License-Identifier: Apache-2.0
//
// What a text/html part says, for those who read words: the text between its tags, a line for each
// block. Lenient, linear, of any input; no part of HTML is followed, loaded or believed.
#pragma once

#include <string>
#include <string_view>

namespace postern {

std::string text_of_html(std::string_view html);

}  // namespace postern
