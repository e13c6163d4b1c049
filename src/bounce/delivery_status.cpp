// SPDX-License-Identifier: Apache-2.0
//
// RFC 3464 delivery status and its global form (RFC 6533): a group of fields for the message, then
// one for each recipient. Fields may be missing or wrong, and the part may have lost its place in
// a broken MIME structure: then it is looked for in the text.
#include <algorithm>
#include <array>
#include <optional>

#include "postern/base/text.hpp"

#include "classify.hpp"
#include "mail_address.hpp"
#include "notice_lines.hpp"
#include "notice_recipients.hpp"
#include "original_message.hpp"
#include "returned_mail.hpp"

namespace postern {

namespace {

constexpr std::size_t kMostOutcomes = 100;
/// In the order of trust.
constexpr std::array<std::string_view, 3> kRecipientFields{"Final-Recipient", "Original-Recipient",
                                                           "X-Actual-Recipient"};
/// With one of these a status begins.
constexpr std::array<std::string_view, 4> kStatusFields{"Final-Recipient", "Original-Recipient",
                                                        "Reporting-MTA", "Original-Envelope-Id"};

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

bool names_recipient(const HeaderField& field) {
    return std::any_of(kRecipientFields.begin(), kRecipientFields.end(),
                       [&](std::string_view name) { return iequals(field.name, name); });
}

bool has_recipient(const HeaderList& fields) {
    return std::any_of(fields.begin(), fields.end(), names_recipient);
}

/// The groups of fields, one for each recipient but the first of the message. Empty lines part
/// them (RFC 3464 section 2.1); where there is none, a field that comes again does.
class Groups {
  public:
    void take(HeaderList fields) {
        // An empty line too many: the fields go on with the same recipient.
        const bool goes_on = !groups_.empty() && has_recipient(groups_.back()) &&
                             !has_recipient(fields) &&
                             find_header(groups_.back(), "Action") == nullptr;
        if (!goes_on) groups_.emplace_back();
        for (auto& field : fields) {
            if (names_recipient(field) && find_header(groups_.back(), field.name) != nullptr) {
                groups_.emplace_back();
            }
            groups_.back().push_back(std::move(field));
        }
    }

    std::vector<HeaderList> result() { return std::move(groups_); }

  private:
    std::vector<HeaderList> groups_;
};

std::vector<HeaderList> groups_of(std::string_view text) {
    Groups groups;
    std::string group;
    const auto end_group = [&] {
        auto fields = read_fields(group);
        if (!fields.empty()) groups.take(std::move(fields));
        group.clear();
    };
    for (const auto line : lines_of(text)) {
        if (trim(line).empty()) {
            end_group();
        } else {
            group.append(line).append("\n");
        }
    }
    end_group();
    return groups.result();
}

/// Where a text that lost its MIME structure goes on as a delivery status.
std::size_t status_begin(std::string_view text) {
    std::size_t at = 0;
    for (const auto line : lines_of(text)) {
        const bool is_status =
            std::any_of(kStatusFields.begin(), kStatusFields.end(), [&](std::string_view name) {
                return istarts_with(line, name) && line.substr(name.size()).starts_with(':');
            });
        if (is_status) return at;
        at += line.size() + 1;
    }
    return text.npos;
}

/// Of the report, or of what it returns.
enum class Source { own, returned };

std::string status_parts(const ReturnedMail& mail, Source source) {
    std::string all;
    for (const auto& part : mail.parts) {
        const bool is_status =
            part.type == "message/delivery-status" || part.type == "message/global-delivery-status";
        if (is_status && part.returned == (source == Source::returned)) {
            all.append(part.text).append("\n\n");
        }
    }
    return all;
}

std::string status_in_text(const ReturnedMail& mail, const PatternFile& patterns, Source source) {
    for (const auto& part : mail.parts) {
        if (part.returned) continue;
        const auto at = status_begin(part.text);
        if (at == std::string::npos) continue;
        const auto before = std::string_view(part.text).substr(0, at);
        const bool behind_original = original_begin(before, patterns) < before.size();
        if (behind_original == (source == Source::returned)) return part.text.substr(at);
    }
    return {};
}

bool names_somebody(const ReturnedMail& mail, const PatternFile& patterns) {
    const auto sightings = sightings_in(mail.notice, patterns);
    return std::any_of(sightings.begin(), sightings.end(), [](const Sighting& sighting) {
        return sighting.standing <= Standing::expanded;
    });
}

/// The text of the parts, or what looks like one. What is returned may be a report of its own: it
/// counts where a relay only wraps it, and names nobody itself.
std::string status_text(const ReturnedMail& mail, const PatternFile& patterns) {
    if (auto text = status_parts(mail, Source::own); !text.empty()) return text;
    if (auto text = status_in_text(mail, patterns, Source::own); !text.empty()) return text;
    auto text = status_parts(mail, Source::returned);
    if (text.empty()) text = status_in_text(mail, patterns, Source::returned);
    return text.empty() || names_somebody(mail, patterns) ? std::string() : text;
}

/// "@mx.firm.example:anna@mailstore" (RFC 5321 appendix C): how a host goes on inside.
bool is_source_route(std::string_view value) {
    value.remove_prefix(std::min(value.size(), value.find(';') + 1));
    value = trim(value);
    return value.starts_with('@') || value.starts_with("<@");
}

std::string recipient_of(const HeaderList& fields) {
    std::string otherwise;
    for (const auto name : kRecipientFields) {
        const auto value = field_text(fields, name);
        auto address = address_of_field(value);
        if (address.find('@') != std::string::npos && !is_source_route(value)) return address;
        if (otherwise.empty()) otherwise = std::move(address);
    }
    return otherwise;
}

/// For a final recipient that is a file, a pipe or a user's name: the one recipient that Exim's
/// field or the notice names; "" where that is nobody, or several.
std::string named_elsewhere(const ReturnedMail& mail, const PatternFile& patterns) {
    auto failed = addresses_in(field_text(mail.headers, "X-Failed-Recipients"));
    if (failed.size() == 1) return failed.front();
    const auto recipients = recipients_of(mail, patterns);
    return recipients.size() == 1 ? recipients.front().address : std::string();
}

/// A remark of the reporting system that is no more than "see above".
bool says_nothing(std::string_view diagnostic) {
    constexpr std::size_t kShortest = 4;
    return trim(diagnostic).size() < kShortest;
}

Evidence status_evidence(const HeaderList& fields, const std::string& recipient,
                         const ReturnedMail& mail) {
    Evidence evidence;
    evidence.recipient = recipient;
    evidence.ours = addresses_of_ours(mail);
    evidence.action = action_from(field_text(fields, "Action"));
    evidence.status = field_text(fields, "Status");
    evidence.diagnostic = without_type(field_text(fields, "Diagnostic-Code"));
    if (says_nothing(evidence.diagnostic)) evidence.diagnostic.clear();
    evidence.around = words_about(mail.notice, recipient);
    return evidence;
}

/// All of the notice is about a recipient that `is_alone`.
BounceOutcome outcome_of(Evidence evidence, const ReturnedMail& mail, bool is_alone,
                         const PatternFile& patterns) {
    auto outcome = classify(evidence, patterns.refusals);
    if (outcome.bounce_class == BounceClass::undefined && is_alone) {
        evidence.around = mail.notice;
        outcome = classify(evidence, patterns.refusals);
    }
    outcome.recipient = std::move(evidence.recipient);
    return outcome;
}

}  // namespace

BounceReport read_delivery_status(const ReturnedMail& mail, const PatternFile& patterns) {
    BounceReport report;
    const auto text = status_text(mail, patterns);
    std::optional<std::string> named;
    const auto groups = groups_of(text);
    const bool is_alone = std::count_if(groups.begin(), groups.end(), has_recipient) == 1;
    for (const auto& fields : groups) {
        if (report.reporting_mta.empty()) {
            report.reporting_mta = without_type(field_text(fields, "Reporting-MTA"));
        }
        if (report.envelope_id.empty()) {
            report.envelope_id = field_text(fields, "Original-Envelope-Id");
        }
        auto recipient = recipient_of(fields);
        if (recipient.empty()) continue;
        if (report.outcomes.size() == kMostOutcomes) break;
        if (recipient.find('@') == std::string::npos) {
            if (!named) named = named_elsewhere(mail, patterns);
            if (!named->empty()) recipient = *named;
        }
        auto outcome =
            outcome_of(status_evidence(fields, recipient, mail), mail, is_alone, patterns);
        outcome.original_recipient = address_of_field(field_text(fields, "Original-Recipient"));
        report.outcomes.push_back(std::move(outcome));
    }
    if (!report.outcomes.empty()) report.format = BounceFormat::delivery_status;
    return report;
}

}  // namespace postern
