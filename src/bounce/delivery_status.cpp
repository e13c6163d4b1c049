// SPDX-License-Identifier: Apache-2.0
//
// RFC 3464 delivery status and its global form (RFC 6533): a group of fields for the message, then
// one for each recipient. Fields may be missing or wrong, and the part may have lost its place in
// a broken MIME structure: then it is looked for in the text.
#include <algorithm>
#include <array>

#include "postern/base/text.hpp"

#include "classify.hpp"
#include "mail_address.hpp"
#include "returned_mail.hpp"

namespace postern {

namespace {

constexpr std::string_view kRecipientField = "Final-Recipient:";

DeliveryAction action_from(std::string_view value) {
    constexpr std::array<std::pair<std::string_view, DeliveryAction>, 6> kActions{{
        {"fail", DeliveryAction::failed},
        {"delayed", DeliveryAction::delayed},
        {"delivered", DeliveryAction::delivered},
        {"relayed", DeliveryAction::relayed},
        {"expanded", DeliveryAction::expanded},
        {"deliverable", DeliveryAction::delivered},
    }};
    for (const auto& [name, action] : kActions) {
        if (istarts_with(value, name)) return action;
    }
    return DeliveryAction::none;
}

/// "smtp; 550 …" without its type.
std::string without_type(std::string_view value) {
    const auto end = value.find(';');
    if (end == std::string_view::npos || value.substr(0, end).find(' ') != std::string_view::npos) {
        return std::string(value);
    }
    return std::string(trim(value.substr(end + 1)));
}

/// The groups of fields, which empty lines part.
std::vector<HeaderList> groups_of(std::string_view text) {
    std::vector<HeaderList> groups;
    while (!text.empty()) {
        const auto end = text.find("\n\n");
        auto fields = read_fields(text.substr(0, end));
        if (!fields.empty()) groups.push_back(std::move(fields));
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + 2);
    }
    return groups;
}

/// The text of the part, or what looks like one.
std::string status_text(const ReturnedMail& mail) {
    for (const auto& part : mail.parts) {
        if (part.type == "message/delivery-status" ||
            part.type == "message/global-delivery-status") {
            return part.text;
        }
    }
    for (const auto& part : mail.parts) {
        const auto at = part.returned ? std::string::npos : part.text.find(kRecipientField);
        if (at != std::string::npos) return part.text.substr(at);
    }
    return {};
}

/// "@mx.firm.example:anna@mailstore" (RFC 5321 appendix C): how a host goes on inside.
bool is_source_route(std::string_view value) {
    value.remove_prefix(std::min(value.size(), value.find(';') + 1));
    value = trim(value);
    return value.starts_with('@') || value.starts_with("<@");
}

std::string recipient_of(const HeaderList& fields) {
    constexpr std::array<std::string_view, 3> kNames{"Final-Recipient", "Original-Recipient",
                                                     "X-Actual-Recipient"};
    std::string otherwise;
    for (const auto name : kNames) {
        const auto value = field_text(fields, name);
        auto address = address_of_field(value);
        if (address.find('@') != std::string::npos && !is_source_route(value)) return address;
        if (otherwise.empty()) otherwise = std::move(address);
    }
    return otherwise;
}

/// A remark of the reporting system that is no more than "see above".
bool says_nothing(std::string_view diagnostic) {
    constexpr std::size_t kShortest = 4;
    return trim(diagnostic).size() < kShortest;
}

}  // namespace

BounceReport read_delivery_status(const ReturnedMail& mail, const PatternFile& patterns) {
    BounceReport report;
    const auto text = status_text(mail);
    // Exim's word, for a final recipient that is a file or a pipe.
    const auto failed = addresses_in(field_text(mail.headers, "X-Failed-Recipients"));
    const auto ours = addresses_of_ours(mail);
    for (const auto& fields : groups_of(text)) {
        if (report.reporting_mta.empty()) {
            report.reporting_mta = without_type(field_text(fields, "Reporting-MTA"));
        }
        if (report.envelope_id.empty()) {
            report.envelope_id = field_text(fields, "Original-Envelope-Id");
        }
        auto recipient = recipient_of(fields);
        if (recipient.empty()) continue;
        if (recipient.find('@') == std::string::npos && failed.size() == 1) recipient = failed[0];
        Evidence evidence;
        evidence.recipient = recipient;
        evidence.ours = ours;
        evidence.action = action_from(field_text(fields, "Action"));
        evidence.status = field_text(fields, "Status");
        evidence.diagnostic = without_type(field_text(fields, "Diagnostic-Code"));
        if (says_nothing(evidence.diagnostic)) evidence.diagnostic.clear();
        evidence.around = words_about(mail.notice, recipient);
        auto outcome = classify(evidence, patterns.refusals);
        outcome.original_recipient = address_of_field(field_text(fields, "Original-Recipient"));
        outcome.recipient = std::move(recipient);
        report.outcomes.push_back(std::move(outcome));
    }
    if (!report.outcomes.empty()) report.format = BounceFormat::delivery_status;
    return report;
}

}  // namespace postern
