// SPDX-License-Identifier: Apache-2.0
#include "beside_address.hpp"

#include "postern/base/text.hpp"

namespace postern {

bool is_list_separator(std::string_view between) {
    if (between.find_first_of(",;&") == between.npos) return false;
    constexpr std::string_view kBetween = " \t<>\"'()[],;&";
    return between.find_first_not_of(kBetween) == between.npos;
}

std::string_view postposition(std::string_view behind, std::string_view next_line) {
    constexpr std::size_t kLongest = 36;
    constexpr std::string_view kClosing = ">)]\"' ";
    auto begin = behind.find_first_not_of(kClosing);
    if (begin == behind.npos) {
        behind = trim(next_line);
        begin = 0;
    }
    behind = behind.substr(begin, kLongest);
    for (const std::string_view particle : {"\u3078", "\u307E\u3067", "\u306B", "\u5B9B"}) {
        if (behind.starts_with(particle)) return behind;
    }
    return {};
}

bool is_owner_of_message(std::string_view behind) {
    for (const std::string_view possessive : {"'s ", "\u2019s "}) {
        if (!behind.starts_with(possessive)) continue;
        behind.remove_prefix(possessive.size());
        return istarts_with(behind, "message") || istarts_with(behind, "mail ") ||
               istarts_with(behind, "email") || istarts_with(behind, "e-mail");
    }
    return false;
}

}  // namespace postern
