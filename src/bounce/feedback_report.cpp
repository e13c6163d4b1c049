// SPDX-License-Identifier: Apache-2.0
//
// RFC 5965 feedback reports: somebody complained, or a receiver reports failed authentication
// (RFC 6591). Outlook's junk mail reports carry no fields, only the message complained about.
#include "postern/base/text.hpp"

#include "mail_address.hpp"
#include "returned_mail.hpp"

namespace postern {

namespace {

constexpr std::string_view kJunkReport = "complaint about message from";

/// RFC 5965 section 3.1, RFC 6430 ("not-spam"), RFC 6591 ("auth-failure"); "opt-out" is of a draft
/// that was put to use.
BounceClass class_of(std::string_view feedback_type) {
    if (istarts_with(feedback_type, "auth") || feedback_type == "dmarc") {
        return BounceClass::auth_report;
    }
    return feedback_type == "not-spam" ? BounceClass::delivered : BounceClass::complaint;
}

BounceOutcome outcome_of(std::string recipient, std::string_view feedback_type) {
    BounceOutcome outcome;
    outcome.recipient = std::move(recipient);
    outcome.bounce_class = class_of(feedback_type);
    outcome.opt_out = istarts_with(feedback_type, "opt-out");
    outcome.diagnostic = feedback_type;
    outcome.pattern = "feedback-type";
    return outcome;
}

/// Who the message went to, by the report's own fields or by the message's.
std::vector<std::string> recipients_of(const HeaderList& fields, const HeaderList& original) {
    std::vector<std::string> found;
    for (const auto& field : fields) {
        const bool names =
            iequals(field.name, "Original-Rcpt-To") || iequals(field.name, "Removal-Recipient");
        if (!names) continue;
        auto address = address_of_field(field.value);
        if (!address.empty()) found.push_back(std::move(address));
    }
    for (const auto* name : {"X-HmXmrOriginalRecipient", "To", "Delivered-To"}) {
        if (found.empty()) found = addresses_in(field_text(original, name));
    }
    return found;
}

}  // namespace

BounceReport read_feedback_report(const ReturnedMail& mail) {
    BounceReport report;
    HeaderList fields;
    for (const auto& part : mail.parts) {
        if (part.type == "message/feedback-report") fields = read_fields(part.text);
    }
    const bool junk =
        lower(field_text(mail.headers, "Subject")).find(kJunkReport) != std::string::npos &&
        !mail.original.empty();
    if (fields.empty() && !junk) return report;
    report.format = BounceFormat::feedback_report;
    report.feedback_type = junk ? "abuse" : lower(field_text(fields, "Feedback-Type"));
    report.reporting_mta = field_text(fields, "User-Agent");
    for (auto& recipient : recipients_of(fields, mail.original)) {
        report.outcomes.push_back(outcome_of(std::move(recipient), report.feedback_type));
    }
    if (report.outcomes.empty()) {
        report.outcomes.push_back(outcome_of({}, report.feedback_type));
    }
    return report;
}

}  // namespace postern
