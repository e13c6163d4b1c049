// SPDX-License-Identifier: Apache-2.0
#include "comment.hpp"

#include <algorithm>

#include "postern/base/text.hpp"
#include "postern/mail/header.hpp"

namespace postern {
namespace {

/// Where the quoted string or comment that begins at `at` is over.
std::size_t end_of_quoted_string(std::string_view text, std::size_t at) {
    for (std::size_t i = at + 1; i < text.size(); ++i) {
        if (text[i] == '"') return i + 1;
        if (text[i] == '\\') ++i;
    }
    return text.size();
}

std::size_t end_of_comment(std::string_view text, std::size_t at) {
    std::size_t open = 0;
    for (std::size_t i = at; i < text.size(); ++i) {
        if (text[i] == '\\')
            ++i;
        else if (text[i] == '(')
            ++open;
        else if (text[i] == ')' && --open == 0)
            return i + 1;
    }
    return text.size();
}

}  // namespace

std::string without_comments(std::string_view folded_value) {
    auto value = unfolded(folded_value);
    if (value.find('(') == value.npos) {
        std::replace(value.begin(), value.end(), '\t', ' ');
        return std::string(trim(value));
    }
    std::string out;
    for (std::size_t i = 0; i < value.size();) {
        if (value[i] == '(') {
            out += ' ';
            i = end_of_comment(value, i);
            continue;
        }
        const auto end = value[i] == '"' ? end_of_quoted_string(value, i) : i + 1;
        out.append(value, i, end - i);
        i = end;
    }
    std::replace(out.begin(), out.end(), '\t', ' ');
    return std::string(trim(out));
}

}  // namespace postern
