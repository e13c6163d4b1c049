// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "postern/address/address.hpp"
#include "postern/base/text.hpp"

#include "address_literal.hpp"
#include "idn.hpp"
#include "mail_domain.hpp"

namespace postern {
namespace {

constexpr std::size_t kLongestDomain = 255;  // RFC 5321 section 4.5.3.1.2
constexpr std::size_t kLongestLabel = 63;    // RFC 1035 section 2.3.4
constexpr std::string_view kALabelPrefix = "xn--";

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_ldh(char c) {
    return (c >= 'a' && c <= 'z') || is_digit(c) || c == '-';
}
bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
}

/// What is wrong with one label in lower case; "" where nothing is.
std::string_view label_fault(std::string_view label) {
    if (label.empty()) return "has an empty label (a dot too many)";
    if (label.size() > kLongestLabel) return "has a label longer than 63 octets";
    if (label.front() == '-') return "has a label that begins with a hyphen";
    if (label.back() == '-') return "has a label that ends with a hyphen";
    if (!std::all_of(label.begin(), label.end(), is_ldh)) {
        return "has characters other than letters, digits and hyphens";
    }
    return "";
}

/// RFC 5890 section 2.3.1: hyphens in the third and fourth place are kept for A-labels.
bool is_reserved(std::string_view label) {
    return label.size() > 3 && label.substr(2, 2) == "--" && !label.starts_with(kALabelPrefix);
}

/// Walks the labels of `domain.text`: returns what the grammar refuses, and notes the objection.
std::string_view examine_labels(MailDomain& domain) {
    std::size_t labels = 0;
    bool reserved = false;
    for (auto rest = std::string_view(domain.text);; ++labels) {
        const auto dot = rest.find('.');
        const auto label = rest.substr(0, dot);
        if (const auto fault = label_fault(label); !fault.empty()) return fault;
        reserved = reserved || is_reserved(label);
        if (dot != std::string_view::npos) {
            rest.remove_prefix(dot + 1);
            continue;
        }
        // RFC 3696 section 2: else a bare IPv4 address would be taken for a name.
        const bool numeric = std::all_of(label.begin(), label.end(), is_digit);
        if (reserved) domain.objection = "has a label that is reserved (RFC 5890 section 2.3.1)";
        if (numeric) domain.objection = "ends in a label of digits only";
        if (labels == 0) domain.objection = "has a single label, a full name is needed";
        return "";
    }
}

}  // namespace

Result<MailDomain> parse_mail_domain(std::string_view text) {
    MailDomain domain;
    if (text.empty()) return invalid("is empty");
    if (text.front() == '[') {
        if (!is_address_literal(text)) return invalid("is no address literal (RFC 5321, 4.1.3)");
        domain.text = text;
        domain.objection = "is an address literal, a host name is needed";
        return domain;
    }
    domain.internationalised = !is_ascii(text);
    domain.text = lower(text);
    // What was given in A-labels has to be a name as well.
    if (domain.internationalised || domain.text.find(kALabelPrefix) != std::string::npos) {
        auto converted = to_a_labels(text);
        if (!converted) return converted.error();
        domain.text = *std::move(converted);
    }
    if (domain.text.size() > kLongestDomain) return invalid("is longer than 255 octets");
    if (const auto fault = examine_labels(domain); !fault.empty())
        return invalid(std::string(fault));
    return domain;
}

Result<std::string> parse_domain(std::string_view text) {
    auto domain = parse_mail_domain(text);
    if (domain && domain->objection.empty()) return std::move(domain->text);
    const auto fault = domain ? std::string(domain->objection) : domain.error().what;
    return Error{ErrorCode::invalid, "the domain " + in_quotes(text) + " " + fault};
}

}  // namespace postern
