// SPDX-License-Identifier: Apache-2.0
//
// Text brought to the one spelling in which words are looked up: lower case, Latin letters without
// their accents, Cyrillic and Greek in lower case, full-width forms as ASCII, one blank between
// words. Each Chinese, Japanese or Korean character is a word of its own, since those languages do
// not part their words. "MailboxFull" and "over-quota" are two words; so is "doesn't".
//
// What ends a sentence is the word ".", what joins its parts (a comma, colon, bracket or dash, or a
// status code) is the word ",". Marks ("{ip}") are words as they stand, without what is written
// beside their name. A word with a digit in it says nothing and becomes "#". Pure, linear.
#pragma once

#include <string>
#include <string_view>

namespace postern {

/// Begins and ends with a blank, so that every word stands between two.
std::string folded(std::string_view text);

}  // namespace postern
