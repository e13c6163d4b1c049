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
        const auto mailbox = first_mailbox(without_comments(from_value));
        if (!mailbox) return none;
        const auto name = phrase_text(mailbox->label());
        return std::string(trim(visible_name(name)));
    } catch (const std::exception&) {  // mimetic hands out what std::string throws
        return none;
    }
}

std::string format_mailbox(std::string_view name_utf8, const Address& address) {
    const std::string name(trim(visible_name(name_utf8)));
    if (name.empty()) return address.text();
    std::string out = format_phrase(name);
    const auto last_line = out.size() - (out.rfind('\n') + 1);  // npos + 1 is 0
    const bool fits = last_line + address.text().size() + 3 <= kMailboxColumns;
    const bool folds = !fits && out.find('\n') != out.npos;
    return out.append(folds ? "\n <" : " <").append(address.text()).append(">");
}

std::string describe_mailbox(std::string_view name_utf8, const Address& address) {
    if (!address.needs_smtputf8()) return format_mailbox(name_utf8, address);
    const std::string name(trim(visible_name(name_utf8)));
    return encode_words(name.empty() ? address.text() : name + " <" + address.text() + ">");
}

}  // namespace postern
