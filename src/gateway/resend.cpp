// SPDX-License-Identifier: Apache-2.0
#include "resend.hpp"

#include <set>

#include "postern/base/text.hpp"
#include "postern/gateway/content_seal.hpp"
#include "postern/gateway/rewrite.hpp"
#include "postern/mail/header_editor.hpp"
#include "postern/mail/mailbox.hpp"
#include "postern/mail/returned.hpp"

#include "sender_named.hpp"

namespace postern {

namespace {

bool is_about_fields(const Edit& edit) {
    return std::holds_alternative<ChangeHeader>(edit) ||
           std::holds_alternative<RemoveHeader>(edit) || std::holds_alternative<AddHeader>(edit);
}

std::string with_crlf(std::string_view text) {
    std::string out;
    out.reserve(text.size() + text.size() / 32);
    for (const char c : text) {
        if (c == '\n') out += '\r';
        out += c;
    }
    return out;
}

}  // namespace

Returned returned_notification(const Configuration& configuration, const Submission& report,
                               const BounceReport& read, const Notification& n) {
    auto whole = returned_message(report.headers, report.body);
    if (!whole) return {std::nullopt, "not-returned-whole"};
    if (!is_as_it_left(configuration.keys, read.envelope_id, n.id, *whole)) {
        return {std::nullopt, "not-as-it-left"};
    }
    return {std::move(whole), {}};
}

Edits without_fields(const HeaderList& headers) {
    std::set<std::string> names;
    for (const auto& field : headers) names.insert(lower(field.name));
    HeaderEditor editor(headers);
    for (const auto& name : names) editor.remove(name);
    return editor.take();
}

Edits resend(const Submission& report, WholeMessage returned, const Configuration& configuration,
             const Notification& n, TimePoint now) {
    auto as_it_left = report;
    as_it_left.headers = sealed_only(std::move(returned.headers));
    const auto body = with_crlf(returned.body);
    as_it_left.body = body;
    const auto* to = find_header(as_it_left.headers, "To");
    const auto names = to == nullptr ? Result<std::string>("") : display_name(to->value);
    const auto rewritten =
        rewrite(as_it_left, configuration,
                {n, sender_named(configuration.settings, n.sender_domain),
                 Address::parse(n.address).value(), names ? *names : "", std::nullopt, now});
    Edits edits = without_fields(report.headers);
    for (const auto& edit : rewritten) {
        if (!is_about_fields(edit)) edits.push_back(edit);
    }
    for (const auto& field : edited(as_it_left.headers, rewritten)) {
        edits.push_back(AddHeader{field.name, field.value});
    }
    edits.push_back(ReplaceBody{body});
    return edits;
}

}  // namespace postern
