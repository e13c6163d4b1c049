// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "postern/mail/header_editor.hpp"

namespace postern {
namespace {

constexpr std::size_t kHeaderColumns = 78;
constexpr std::string_view kBlank = " \t";

/// The length of the next piece: a fold if it begins with one, white space, and a word.
std::size_t piece_length(std::string_view rest) {
    const auto word = rest.find_first_not_of(kBlank, rest.front() == '\n' ? 1 : 0);
    return std::min(rest.find_first_of(" \t\n", word), rest.size());
}

}  // namespace

std::string folded(std::string_view value, std::size_t used) {
    std::string out;
    while (!value.empty()) {
        const auto piece = value.substr(0, piece_length(value));
        const bool foldable = !out.empty() && kBlank.find(piece.front()) != kBlank.npos &&
                              piece.find_first_not_of(kBlank) != piece.npos;
        if (foldable && used + piece.size() > kHeaderColumns) {
            out += '\n';
            used = 0;
        }
        used = piece.front() == '\n' ? piece.size() - 1 : used + piece.size();
        out += piece;
        value.remove_prefix(piece.size());
    }
    return out;
}

}  // namespace postern
