// SPDX-License-Identifier: Apache-2.0
//
// Address: a mailbox as SMTP writes it, local-part@domain (RFC 5321 section 4.1.2), parsed once.
//
// Kept in one canonical form: the domain in lower case and A-labels (IDNA2008), the local part as
// given, because only its own host may interpret it (section 2.4). Accepted are dot-atoms, and
// quoted strings where they are needed (needless quotes are dropped); domains of LDH labels (RFC
// 1034 section 3.5), at least two of them and the last not of digits only (RFC 3696 section 2);
// the length limits of section 4.5.3.1. Local parts may have UTF-8 (RFC 6531 section 3.3), in
// Unicode normalization form C; whether such an address can be used is for the next hop to say
// (needs_smtputf8()). Address literals and source routes are refused, each with its reason
// (ErrorCode::invalid). assessment.hpp says more of an address
// that is refused.
#pragma once

#include <compare>
#include <string>
#include <string_view>

#include "postern/base/result.hpp"

namespace postern {

class Address {
  public:
    /// "anna@firm.example", without angle brackets.
    static Result<Address> parse(std::string_view text);

    /// The argument of RCPT TO or MAIL FROM: "<anna@firm.example>", or without the brackets, as
    /// Postfix gives it for mail of its own. The null path is invalid here.
    static Result<Address> parse_path(std::string_view path);

    [[nodiscard]] std::string_view local() const { return std::string_view(text_).substr(0, at_); }
    [[nodiscard]] std::string_view domain() const {
        return std::string_view(text_).substr(at_ + 1);
    }
    [[nodiscard]] const std::string& text() const { return text_; }

    /// Only where every hop speaks SMTPUTF8 (RFC 6531).
    [[nodiscard]] bool needs_smtputf8() const;
    /// Its local part is a quoted string (RFC 5321 section 4.1.2).
    [[nodiscard]] bool is_quoted() const { return text_.front() == '"'; }

    friend bool operator==(const Address&, const Address&) = default;
    friend auto operator<=>(const Address& a, const Address& b) { return a.text_ <=> b.text_; }

  private:
    Address(std::string text, std::size_t at) : text_(std::move(text)), at_(at) {}

    std::string text_;
    std::size_t at_;
};

/// A host or mail domain of LDH labels, at least two, in lower case. ErrorCode::invalid names what
/// is wrong with it.
Result<std::string> parse_domain(std::string_view text);

}  // namespace postern
