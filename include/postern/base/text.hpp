// SPDX-License-Identifier: Apache-2.0
//
// Small things with ASCII text. Mail's keywords are compared without case in US-ASCII only
// (RFC 5234 section 2.3), so nothing here looks at the locale.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace postern {

char lower(char c) noexcept;
std::string lower(std::string_view text);
/// With "?" for every octet that is not US-ASCII.
std::string as_ascii(std::string_view text);
bool iequals(std::string_view a, std::string_view b) noexcept;
bool istarts_with(std::string_view text, std::string_view prefix) noexcept;

/// Without white space (blank, tab, CR, LF) at both ends.
std::string_view trim(std::string_view text) noexcept;

/// True if every byte is printable US-ASCII or a blank.
bool is_printable_ascii(std::string_view text) noexcept;

/// For messages about foreign text: in single quotes, everything unprintable as \xNN, cut at
/// `limit` bytes with "…".
std::string in_quotes(std::string_view text, std::size_t limit = 64);

/// The candidate closest to `text` if it is close enough to be what was meant, else "".
/// "Close" is at most a third of its length in Damerau-Levenshtein steps.
std::string_view nearest(std::string_view text, const std::vector<std::string_view>& candidates);

/// The character in UTF-8 (RFC 3629 section 3), surrogates included.
void append_utf8(std::string& out, std::uint32_t character);

/// An identifier of an account, agent, group, device or chat: 1 to 64 of a-z 0-9 . _ - after
/// lowering, starting with a letter or digit. Returns "" where it is none.
std::string canonical_id(std::string_view text);

}  // namespace postern
