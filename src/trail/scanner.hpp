// SPDX-License-Identifier: Apache-2.0
//
// Reads a line from the left. What is not there is not taken, and nothing is copied.
#pragma once

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

namespace postern::trail {

class Scanner {
  public:
    explicit Scanner(std::string_view text) : rest_(text) {}

    [[nodiscard]] std::string_view rest() const { return rest_; }
    [[nodiscard]] std::string_view ahead(std::size_t count) const { return rest_.substr(0, count); }

    bool take(std::string_view word) {
        if (!rest_.starts_with(word)) return false;
        rest_.remove_prefix(word.size());
        return true;
    }
    /// What stands before `end`, which is taken as well.
    std::optional<std::string_view> until(std::string_view end) {
        const auto at = rest_.find(end);
        if (at == rest_.npos) return std::nullopt;
        const auto before = rest_.substr(0, at);
        rest_.remove_prefix(at + end.size());
        return before;
    }
    std::string_view digits() { return all_of("0123456789"); }
    std::string_view all_of(std::string_view characters) {
        const auto word = rest_.substr(0, rest_.find_first_not_of(characters));
        rest_.remove_prefix(word.size());
        return word;
    }
    /// Of exactly so many digits.
    std::optional<unsigned> number(std::size_t count) {
        const auto text = ahead(count);
        if (text.size() != count || text.find_first_not_of("0123456789") != text.npos)
            return std::nullopt;
        rest_.remove_prefix(count);
        unsigned value = 0;
        std::from_chars(text.begin(), text.end(), value);
        return value;
    }

  private:
    std::string_view rest_;
};

}  // namespace postern::trail
