// SPDX-License-Identifier: Apache-2.0
//
// What a mail server answers, taken apart: reply codes (RFC 5321 section 4.2.1) and enhanced
// status codes (RFC 3463) wherever they stand in a text, and the text itself on a single line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace postern {

struct Status {
    char category = '0';  ///< '2', '4' or '5'; '0' where there is none.
    int subject = 0;
    int detail = 0;

    [[nodiscard]] bool is_set() const { return category != '0'; }
    /// "5.0.0" and the like say that it failed, and nothing else.
    [[nodiscard]] bool is_bare() const { return subject == 0; }
    [[nodiscard]] std::string text() const;
};

/// In the order of the text. Numbers of IP addresses and versions are not taken for codes.
std::vector<Status> statuses_in(std::string_view text);

/// The first reply code that reports a failure, "550"; "" where there is none.
std::string reply_code_in(std::string_view text);

/// Where the first reply code stands; the text's size where there is none.
std::size_t reply_place(std::string_view text);

/// White space folded, and the codes that begin the further lines of an answer ("550-5.7.1") left
/// out, so that a phrase stays in one piece. At most `limit` octets.
std::string one_line(std::string_view text, std::size_t limit = 4096);

}  // namespace postern
