// SPDX-License-Identifier: Apache-2.0
//
// From draft to notification: a message that was accepted at DRAFT, as it leaves from OUT.
#include "postern/base/text.hpp"
#include "postern/chat/draft.hpp"
#include "postern/gateway/rewrite.hpp"
#include "postern/mail/content.hpp"
#include "postern/mail/mailbox.hpp"
#include "postern/mail/returned.hpp"
#include "postern/mail/structure.hpp"

#include "carried_message.hpp"
#include "target.hpp"

namespace postern::fuzz {

namespace {

const Configuration& configuration() {
    static const auto kConfiguration = [] {
        Configuration c{{}, KeyRing::from({std::string(32, 'k')}).value()};
        c.settings.drafts.domain = "drafts.example";
        c.settings.senders = {{"mail.example", "bounces.mail.example", "notifications"},
                              {"example.net", "bounces.example.net"}};
        c.settings.unsubscribe.url = "https://shop.example/u?t={token}";
        c.settings.stream = {"chatsender", "lists.example"};
        return c;
    }();
    return kConfiguration;
}

Notification notification() {
    Notification n;
    n.id = std::string(16, 'a');
    n.account = "shop";
    n.chat = "c1";
    n.agent = "anna";
    n.message_id = "m1@mail.example";
    return n;
}

void require_one(const HeaderList& headers, std::string_view name) {
    require(count_header(headers, name) == 1, "there is exactly one", name);
}

void require_ours(const HeaderList& headers) {
    for (const auto* name : {"From", "To", "Message-ID", "In-Reply-To", "References",
                             "Auto-Submitted", "List-Unsubscribe", "List-Id", "Feedback-ID"}) {
        require_one(headers, name);
    }
    for (const auto& field : headers) {
        require(!istarts_with(field.name, draft_header::kPrefix), "no Postern-* field leaves");
        require(!istarts_with(field.name, "Resent-") && !iequals(field.name, "Received"),
                "no trace of the platform leaves", field.name);
    }
    const auto& from = find_header(headers, "From")->value;
    require(unfolded(from).ends_with("notifications@mail.example") ||
                unfolded(from).ends_with("<notifications@mail.example>"),
            "it is from us", from);
    require(find_header(headers, "Message-ID")->value == "<m1@mail.example>", "its id is ours");
}

/// As DRAFT leaves it for OUT; nothing where DRAFT refuses it.
bool pass_draft(Submission& message) {
    if (structural_fault(message.headers, message.body)) return false;
    const auto* from = find_header(message.headers, "From");
    if (from == nullptr || !display_name(from->value)) return false;
    const auto edits = shorten_lines(message.headers, message.body);
    if (!edits) return false;
    message.body = body_after(*edits, message.body);
    message.headers = edited(message.headers, *edits);
    return true;
}

void rewrite_one(Submission message, const std::optional<FallbackNote>& fallback,
                 const std::string& names) {
    const auto n = notification();
    const Departure departure{n,
                              configuration().settings.senders.front(),
                              Address::parse("anna@firm.example").value(),
                              names,
                              fallback,
                              TimePoint{}};
    const auto edits = rewrite(message, configuration(), departure);
    require(std::holds_alternative<SetSender>(edits.front()), "it has a return path of ours");
    message.body = body_after(edits, message.body);
    message.headers = edited(message.headers, edits);
    require_ours(message.headers);
    require_carriable(message.headers);
    require_short_lines(message.body);
    const auto fault = structural_fault(message.headers, message.body);
    require(!fault, "what leaves is sound", fault.value_or(""));
    if (fallback) return;
    const auto again = rewrite(message, configuration(), departure);
    const Edits envelope{edits.front(), AddRecipient{"anna@firm.example"}};
    require(again == envelope, "rewritten twice is rewritten once");
}

}  // namespace

void rewriting(std::string_view input) {
    auto [headers, body] = split_message(input);
    Submission message;
    message.headers = std::move(headers);
    message.body = std::move(body);
    const auto* subject = find_header(message.headers, "Subject");
    const auto names = subject == nullptr ? std::string{} : header_text(subject->value);
    if (!pass_draft(message)) return;
    rewrite_one(message, std::nullopt, names);
    const FallbackNote note{names, Address::parse("anna@firm.example").value(), "mailbox-full",
                            "the mailbox was full"};
    rewrite_one(message, note, "");
}

}  // namespace postern::fuzz
