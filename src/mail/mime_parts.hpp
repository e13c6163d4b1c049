// SPDX-License-Identifier: Apache-2.0
//
// The parts of a message and where their bytes are (RFC 2046 section 5).
//
// A single pass over the lines with a stack of open parts, instead of mimetic's entity parser:
// that one recurses as deep as the message nests, looks for boundaries inside lines as well, and
// copies what it reads, so that a part could not be changed without touching its neighbours.
// Delimiters are compared as section 5.1.1 says, by the beginning of the line; where the
// boundaries of several open parts fit, the longest is meant. Depth and number are limited; the
// walk stops there and says so.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "postern/base/result.hpp"
#include "postern/mail/header.hpp"

#include "content_type.hpp"

namespace postern {

inline constexpr std::size_t kDeepestNesting = 20;
inline constexpr std::size_t kMostParts = 1000;

struct MimePart {
    std::string number;       ///< "2.1": the first in the second; "" for the message itself.
    std::size_t depth = 0;    ///< 0 for the message itself.
    std::string_view header;  ///< With the empty line behind it; of the message itself, nothing.
    /// Of a leaf. The last line end belongs to the delimiter. Empty, it still points to its place
    /// in the body; data() is null only where the part ends before its header does.
    std::string_view content;
    std::string_view preamble;  ///< Of a multipart: what stands outside of its parts.
    std::string_view epilogue;

    Result<ContentType> type = ContentType{};
    std::string encoding = "7bit";
    bool opened = false;  ///< Of a multipart: a delimiter was seen,
    bool closed = false;  ///< and the last one;
    bool exact = true;    ///< behind each of them, white space alone (RFC 2046 section 5.1.1).
    bool sealed = false;  ///< Inside a multipart/signed or multipart/encrypted.
    std::size_t children = 0;

    [[nodiscard]] bool is_leaf() const { return children == 0 && !opened; }
};

struct MimeParts {
    std::vector<MimePart> list;  ///< In the order in which they begin; the message itself first.
    bool too_deep = false;
    bool too_many = false;
};

MimeParts walk_parts(const HeaderList& headers, std::string_view body);

}  // namespace postern
