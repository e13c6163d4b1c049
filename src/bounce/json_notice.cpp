// SPDX-License-Identifier: Apache-2.0
//
// Notices in JSON, as Amazon SES sends them: an object that says "notificationType" or
// "eventType", perhaps as the text "Message" of another object that wraps it.
#include <algorithm>

#include <nlohmann/json.hpp>

#include "postern/base/text.hpp"

#include "classify.hpp"
#include "returned_mail.hpp"

namespace postern {

namespace {

using Json = nlohmann::json;

/// "" for what is not there or no text: nothing of a notice is trusted to have its form.
std::string text_of(const Json& object, const char* key) {
    const auto found = object.is_object() ? object.find(key) : object.end();
    if (!object.is_object() || found == object.end() || !found->is_string()) return {};
    return found->get<std::string>();
}

const Json& member(const Json& object, const char* key) {
    static const Json kNothing;
    if (!object.is_object()) return kNothing;
    const auto found = object.find(key);
    return found == object.end() ? kNothing : *found;
}

Json object_in(std::string_view text) {
    const auto begin = text.find('{');
    const auto end = text.rfind('}');
    if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) return {};
    // Mail breaks lines that are too long, strings in the middle too; JSON needs no line ends.
    std::string object(text.substr(begin, end - begin + 1));
    object.erase(std::remove(object.begin(), object.end(), '\n'), object.end());
    return Json::parse(object, nullptr, false);
}

Json notice_in(std::string_view text) {
    auto notice = object_in(text);
    const auto wrapped = text_of(notice, "Message");
    return wrapped.empty() ? notice : object_in(wrapped);
}

Evidence evidence_of(const Json& bounce, const Json& recipient) {
    Evidence evidence;
    evidence.action = text_of(recipient, "action") == "delayed" ? DeliveryAction::delayed
                                                                : DeliveryAction::failed;
    evidence.status = text_of(recipient, "status");
    evidence.diagnostic = text_of(recipient, "diagnosticCode");
    const auto type_end = evidence.diagnostic.find("; ");
    if (type_end < 12) evidence.diagnostic.erase(0, type_end + 2);
    evidence.around = "bounce type " + text_of(bounce, "bounceType") + " subtype " +
                      text_of(bounce, "bounceSubType");
    return evidence;
}

void read_bounce(const Json& bounce, const PatternFile& patterns, BounceReport& report) {
    report.reporting_mta = text_of(bounce, "reportingMTA");
    for (const auto& recipient : member(bounce, "bouncedRecipients")) {
        auto outcome = classify(evidence_of(bounce, recipient), patterns.refusals);
        outcome.recipient = text_of(recipient, "emailAddress");
        report.outcomes.push_back(std::move(outcome));
    }
}

void read_delay(const Json& delay, const PatternFile& patterns, BounceReport& report) {
    for (const auto& recipient : member(delay, "delayedRecipients")) {
        auto evidence = evidence_of(delay, recipient);
        evidence.action = DeliveryAction::delayed;
        auto outcome = classify(evidence, patterns.refusals);
        outcome.recipient = text_of(recipient, "emailAddress");
        report.outcomes.push_back(std::move(outcome));
    }
}

/// What the service itself did not take, for everybody it was addressed to.
void read_reject(const Json& notice, BounceReport& report) {
    const auto reason = text_of(member(notice, "reject"), "reason");
    if (reason.empty()) return;
    for (const auto& recipient : member(member(notice, "mail"), "destination")) {
        if (!recipient.is_string()) continue;
        BounceOutcome outcome;
        outcome.recipient = recipient.get<std::string>();
        outcome.bounce_class = BounceClass::content_spam;
        outcome.action = DeliveryAction::failed;
        outcome.diagnostic = reason;
        outcome.pattern = "notification-type";
        report.outcomes.push_back(std::move(outcome));
    }
}

void read_complaint(const Json& complaint, BounceReport& report) {
    report.feedback_type = text_of(complaint, "complaintFeedbackType");
    for (const auto& recipient : member(complaint, "complainedRecipients")) {
        BounceOutcome outcome;
        outcome.recipient = text_of(recipient, "emailAddress");
        outcome.bounce_class =
            report.feedback_type == "not-spam" ? BounceClass::delivered : BounceClass::complaint;
        outcome.pattern = "notification-type";
        report.outcomes.push_back(std::move(outcome));
    }
}

void read_delivery(const Json& delivery, BounceReport& report) {
    for (const auto& recipient : member(delivery, "recipients")) {
        if (!recipient.is_string()) continue;
        BounceOutcome outcome;
        outcome.recipient = recipient.get<std::string>();
        outcome.bounce_class = BounceClass::delivered;
        outcome.action = DeliveryAction::delivered;
        outcome.diagnostic = text_of(delivery, "smtpResponse");
        outcome.pattern = "notification-type";
        report.outcomes.push_back(std::move(outcome));
    }
}

}  // namespace

BounceReport read_json_notice(const ReturnedMail& mail, const PatternFile& patterns) {
    BounceReport report;
    for (const auto& part : mail.parts) {
        if (part.returned || trim(part.text).substr(0, 1) != "{") continue;
        const auto notice = notice_in(part.text);
        auto type = text_of(notice, "notificationType");
        if (type.empty()) type = text_of(notice, "eventType");
        if (type.empty()) continue;
        report.format = BounceFormat::json_notice;
        read_bounce(member(notice, "bounce"), patterns, report);
        read_delay(member(notice, "deliveryDelay"), patterns, report);
        read_reject(notice, report);
        read_complaint(member(notice, "complaint"), report);
        read_delivery(member(notice, "delivery"), report);
        if (report.outcomes.empty()) report.format = BounceFormat::unreadable;
        break;
    }
    return report;
}

}  // namespace postern
