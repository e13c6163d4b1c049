// SPDX-License-Identifier: Apache-2.0
#include "postern/mail/mailbox.hpp"

#include <algorithm>
#include <exception>
#include <optional>

#include <mimetic/rfc822/addresslist.h>

#include "postern/base/text.hpp"

#include "comment.hpp"
#include "encoded_word.hpp"
#include "utf8.hpp"

namespace postern {
namespace {

constexpr std::size_t kColumns = 78;

/// mimetic gives what it could not make sense of as a mailbox without a domain, or with pieces of
/// the text around it in the local part.
bool is_mailbox(const mimetic::Mailbox& mailbox) {
    const auto local = mailbox.mailbox();
    if (local.empty() || mailbox.domain().empty()) return false;
    return local.front() == '"' || local.find_first_of("<>\"") == local.npos;
}

std::optional<mimetic::Mailbox> first_mailbox(const std::string& field) {
    for (const auto& entry : mimetic::AddressList(field)) {
        if (!entry.isGroup()) {
            if (is_mailbox(entry.mailbox())) return entry.mailbox();
            continue;
        }
        const auto& group = entry.group();
        const auto found = std::find_if(group.begin(), group.end(), is_mailbox);
        if (found != group.end()) return *found;
    }
    return {};
}

/// A phrase (RFC 5322 section 3.2.5) without its quotes and backslashes.
std::string unquoted(std::string_view phrase) {
    std::string out;
    bool quoting = false;
    for (std::size_t i = 0; i < phrase.size(); ++i) {
        if (phrase[i] == '"') {
            quoting = !quoting;
            continue;
        }
        if (quoting && phrase[i] == '\\' && i + 1 < phrase.size()) ++i;
        const bool doubled_blank =
            !quoting && phrase[i] == ' ' && !out.empty() && out.back() == ' ';
        if (!doubled_blank) out += phrase[i];
    }
    return out;
}

/// Words of atext with single blanks between them.
bool is_atoms(std::string_view name) {
    constexpr std::string_view kSpecials = "()<>[]:;@\\,.\"";
    return is_printable_ascii(name) && name.find_first_of(kSpecials) == name.npos &&
           name.find("  ") == name.npos;
}

std::string as_quoted_string(std::string_view name) {
    std::string out = "\"";
    for (const char c : name) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out += '"';
}

std::string as_phrase(const std::string& name) {
    // What would be read as an encoded word without being one has to become one.
    const bool literal = decode_encoded_words(name) == name;
    if (literal && is_atoms(name)) return name;
    if (literal && is_printable_ascii(name)) return as_quoted_string(name);
    return encode_words(name);
}

}  // namespace

Result<std::string> display_name(std::string_view from_value) {
    const Error none{ErrorCode::invalid, "From: no mailbox in " + quoted(from_value)};
    try {
        const auto mailbox = first_mailbox(without_comments(from_value));
        if (!mailbox) return none;
        const auto name = decode_encoded_words(unquoted(mailbox->label()));
        return std::string(trim(printable_utf8(name)));
    } catch (const std::exception&) {  // mimetic hands out what std::string throws
        return none;
    }
}

std::string format_mailbox(std::string_view name_utf8, const Address& address) {
    const std::string name(trim(printable_utf8(name_utf8)));
    if (name.empty()) return address.text();
    std::string out = as_phrase(name);
    const auto last_line = out.size() - (out.rfind('\n') + 1);  // npos + 1 is 0
    const bool fits = last_line + address.text().size() + 3 <= kColumns;
    const bool folds = !fits && out.find('\n') != out.npos;
    return out.append(folds ? "\n <" : " <").append(address.text()).append(">");
}

std::string describe_mailbox(std::string_view name_utf8, const Address& address) {
    if (!address.needs_smtputf8()) return format_mailbox(name_utf8, address);
    const std::string name(trim(printable_utf8(name_utf8)));
    return encode_words(name.empty() ? address.text() : name + " <" + address.text() + ">");
}

}  // namespace postern
