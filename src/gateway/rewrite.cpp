// SPDX-License-Identifier: Apache-2.0
#include "postern/gateway/rewrite.hpp"

#include <array>

#include "postern/chat/draft.hpp"
#include "postern/gateway/content_seal.hpp"
#include "postern/gateway/identity.hpp"
#include "postern/mail/first_line.hpp"
#include "postern/mail/header_editor.hpp"
#include "postern/mail/mailbox.hpp"
#include "postern/mail/returned.hpp"

namespace postern {

namespace {

/// Fields that speak of other recipients, other senders, other hops or another signature.
constexpr std::array<std::string_view, 15> kForeign{
    "Received",
    "Return-Path",
    "Cc",
    "Bcc",
    "Sender",
    "Errors-To",
    "Delivered-To",
    "X-Original-To",
    "DKIM-Signature",
    "Authentication-Results",
    "ARC-Seal",
    "ARC-Message-Signature",
    "ARC-Authentication-Results",
    "Disposition-Notification-To",
    "Return-Receipt-To",
};

std::string angle(std::string_view id) {
    return "<" + std::string(id) + ">";
}

std::string unsubscribe_url(const Configuration& configuration, const Notification& n) {
    constexpr std::string_view kToken = "{token}";
    std::string url = configuration.settings.unsubscribe.url;
    const auto at = url.find(kToken);
    if (at == std::string::npos) return url;
    return url.replace(at, kToken.size(), unsubscribe_token(configuration.keys, n.agent, n.kind));
}

/// None of it names sender domain, agent or account: it stays the same when the sender domain
/// changes, and an account may be a single agent's.
void set_stream(HeaderEditor& headers, const StreamSettings& stream, Kind kind) {
    const std::string name(name_of(kind));
    if (!stream.list_id.empty()) headers.set("List-Id", angle(name + "." + stream.list_id));
    if (!stream.feedback_id.empty())
        headers.set("Feedback-ID", "::" + name + ":" + stream.feedback_id);
}

/// The draft's display name before our own address. A From that cannot be read was refused at
/// DRAFT; without a name the address stands alone.
std::string from_field(const Submission& message, const Address& address) {
    const auto* from = find_header(message.headers, "From");
    const auto name = from == nullptr ? Result<std::string>("") : display_name(from->value);
    return format_mailbox(name ? *name : "", address);
}

/// One there has to be (RFC 5322 section 3.6.1), and the same at every presentation.
std::string date_field(const Submission& message, const Notification& n) {
    const auto* date = find_header(message.headers, "Date");
    return date == nullptr ? format_mail_date(n.accepted) : date->value;
}

std::string fallback_field(const FallbackNote& note) {
    return describe_mailbox(note.agent_name, note.agent_address) + "; reason=" + note.reason;
}

/// In US-ASCII, as the rules' words are, and most addresses.
std::string fallback_line(const FallbackNote& note) {
    const auto& address = note.agent_address;
    const auto whom = address.needs_smtputf8() ? "an address at " + std::string(address.domain())
                                               : address.text();
    return "This notification was for " + whom + ", where it could not be sent: " + note.words +
           ".";
}

}  // namespace

Edits rewrite(const Submission& message, const Configuration& configuration,
              const Departure& departure) {
    const auto& [n, sender, to, names, fallback, now] = departure;
    const auto& keys = configuration.keys;
    const auto from = Address::parse(sender.from + "@" + sender.domain).value();
    // The same whichever sender domain is used, or comes first in the configuration.
    const auto thread =
        angle(thread_id(keys, n.account, n.chat, configuration.settings.drafts.domain));

    HeaderEditor headers(message.headers);
    headers.set("Date", date_field(message, n));
    headers.set("From", from_field(message, from));
    headers.set("To", format_mailbox(names, to));
    headers.set("Message-ID", angle(n.message_id));
    headers.set("In-Reply-To", thread);
    headers.set("References", thread);
    headers.set("Auto-Submitted", "auto-generated");
    if (!configuration.settings.unsubscribe.url.empty()) {
        headers.set("List-Unsubscribe", angle(unsubscribe_url(configuration, n)));
        headers.set("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    }
    set_stream(headers, configuration.settings.stream, n.kind);
    // The draft's own went at DRAFT; what it has now was put there since.
    if (fallback) {
        headers.set(kFallbackFor, fallback_field(*fallback));
    } else {
        headers.remove(kFallbackFor);
    }
    for (const auto name : kForeign) headers.remove(name);
    headers.remove_prefixed("Resent-");
    headers.remove_prefixed(draft_header::kPrefix);

    std::optional<std::string> body;
    if (fallback) {
        body = with_first_line(message.headers, message.body, fallback_line(*fallback));
    }
    const auto fields = headers.take();
    const bool sealed = n.attempt == 1 && tries_once_more(configuration.settings);
    auto envelope = envelope_id(keys, n.id, n.attempt);
    if (sealed) {
        envelope += "." + content_seal(keys, n.id, edited(message.headers, fields),
                                       body ? *body : message.body);
    }
    Edits edits{
        SetSender{return_path_local(keys, n.id, now, n.attempt) + "@" + sender.bounce_domain,
                  "ENVID=" + envelope}};
    edits.insert(edits.end(), fields.begin(), fields.end());
    edits.push_back(AddRecipient{to.text()});
    for (const auto& path : message.recipients) edits.push_back(RemoveRecipient{path});
    if (body) edits.push_back(ReplaceBody{*std::move(body)});
    return edits;
}

}  // namespace postern
