// SPDX-License-Identifier: Apache-2.0
//
// The message that is sent over and over, different each time only where it must be.
//
// Every message of a run has a number. "%n" in a header's value stands for it, so that each
// message can have identifiers of its own. One header may be taken from a file, line `number`
// modulo the count of lines: it replaces the message's header of that name, or is appended.
// Fails with ErrorCode::invalid where a line is no header (RFC 5322 section 2.2).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "postern/base/result.hpp"

namespace postern {

struct HeaderLine {
    std::string name;
    std::string value;  ///< As it stood behind the colon; folded lines joined by LF.
};

/// `text` with every "%n" replaced.
std::string numbered(std::string_view text, std::uint64_t number);

class MessageTemplate {
  public:
    /// A message as in an .eml file, with either kind of line end.
    static Result<MessageTemplate> parse(std::string_view raw);

    /// "Name: value".
    Result<void> append_header(std::string_view line);
    /// One "Name: value" a line.
    Result<void> number_header(std::string_view lines);

    [[nodiscard]] std::size_t header_count() const { return headers_.size(); }
    [[nodiscard]] const HeaderLine& header(std::size_t index, std::uint64_t number) const;
    [[nodiscard]] const std::string& body() const { return body_; }

  private:
    std::vector<HeaderLine> headers_;
    std::vector<HeaderLine> numbered_headers_;
    std::size_t numbered_slot_ = 0;  ///< The index they are found at, if there are any.
    std::string body_;
};

}  // namespace postern
