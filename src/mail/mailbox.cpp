// SPDX-License-Identifier: Apache-2.0
#include "postern/mail/mailbox.hpp"

#include <algorithm>
#include <exception>
#include <optional>

#include <mimetic/rfc822/addresslist.h>

#include "postern/base/text.hpp"
#include "postern/base/visible.hpp"

#include "comment.hpp"
#include "encoded_word.hpp"
#include "phrase.hpp"

namespace postern {
namespace {

constexpr std::size_t kMailboxColumns = 78;

/// What stands for an escaped quote while mimetic looks: it takes that for the end of the quoted
/// string, and a comma behind it would divide the name.
constexpr char kHiddenQuote = '\x01';

std::string with_hidden_quotes(std::string_view value) {
    std::string out;
    bool is_quoted = false;
    for (std::size_t i = 0; i < value.size(); ++i) {
        const char c = value[i];
        const bool is_escape = is_quoted && c == '\\' && i + 1 < value.size();
        if (is_escape && value[i + 1] == '"') {
            out += kHiddenQuote;
        } else if (is_escape) {
            out.append(value.substr(i, 2));
        } else {
            is_quoted = is_quoted != (c == '"');
            out += c == kHiddenQuote ? ' ' : c;
        }
        if (is_escape) ++i;
    }
    return out;
}

std::string with_shown_quotes(std::string_view value) {
    std::string out;
    for (const char c : value) out += c == kHiddenQuote ? std::string("\\\"") : std::string(1, c);
    return out;
}

/// What may be shown of a name, one blank at a time: a longer run does not survive every reader,
/// and HeaderEditor is one of them.
std::string plain_name(std::string_view name_utf8) {
    const auto name = visible_name(name_utf8);
    std::string out;
    for (const char c : trim(name)) {
        if (c != ' ' || out.back() != ' ') out += c;
    }
    return out;
}

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

}  // namespace

Result<std::string> display_name(std::string_view from_value) {
    const Error none{ErrorCode::invalid, "From: no mailbox in " + in_quotes(from_value)};
    try {
        const auto mailbox = first_mailbox(with_hidden_quotes(without_comments(from_value)));
        if (!mailbox) return none;
        const auto name = phrase_text(with_shown_quotes(mailbox->label()));
        return plain_name(name);
    } catch (const std::exception&) {  // mimetic hands out what std::string throws
        return none;
    }
}

std::string format_mailbox(std::string_view name_utf8, const Address& address) {
    const auto name = plain_name(name_utf8);
    if (name.empty()) return address.text();
    std::string out = format_phrase(name);
    const auto last_line = out.size() - (out.rfind('\n') + 1);  // npos + 1 is 0
    const bool fits = last_line + address.text().size() + 3 <= kMailboxColumns;
    const bool folds = !fits && out.find('\n') != out.npos;
    return out.append(folds ? "\n <" : " <").append(address.text()).append(">");
}

std::string describe_mailbox(std::string_view name_utf8, const Address& address) {
    if (!address.needs_smtputf8()) return format_mailbox(name_utf8, address);
    const auto name = plain_name(name_utf8);
    return encode_words(name.empty() ? address.text() : name + " <" + address.text() + ">");
}

}  // namespace postern
