// SPDX-License-Identifier: Apache-2.0
//
// A message taken apart, to be looked at: written for the tests alone, so that what postern's own
// mail module writes is not judged by itself. Line ends are LF. Reads what is well formed and
// decodes UTF-8 only; anything else comes out as it went in.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace postern::testing {

class MailText {
  public:
    explicit MailText(std::string_view message);

    /// The values of the fields of that name, unfolded; names are compared without case.
    [[nodiscard]] std::vector<std::string> all(std::string_view name) const;
    /// The first of them, or "".
    [[nodiscard]] std::string field(std::string_view name) const;
    [[nodiscard]] std::vector<std::string> names() const;
    [[nodiscard]] const std::string& body() const { return body_; }

    /// The body without its transfer encoding (RFC 2045 section 6).
    [[nodiscard]] std::string decoded_body() const;

  private:
    std::vector<std::pair<std::string, std::string>> fields_;
    std::string body_;
};

/// Encoded words decoded (RFC 2047).
std::string decoded_words(std::string_view field);

std::size_t longest_line(std::string_view text);

/// `message` without the fields of that name, everything else byte for byte.
std::string without_field(std::string_view message, std::string_view name);

}  // namespace postern::testing
