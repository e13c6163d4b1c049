// SPDX-License-Identifier: Apache-2.0
//
// Notices without a machine-readable part: each system words its own. Whom they are about is in
// notice_recipients.hpp; this is what they say of each, and whether something is a notice at all.
#include <algorithm>

#include "postern/base/text.hpp"

#include "classify.hpp"
#include "mail_address.hpp"
#include "notice_recipients.hpp"
#include "reply.hpp"
#include "returned_mail.hpp"

namespace postern {

namespace {

bool names(std::string_view line, std::string_view recipient) {
    const auto has_at = [](std::string_view text) { return text.find('@') != text.npos; };
    if (has_at(recipient) && !has_at(line)) return false;
    return lower(line).find(lower(recipient)) != std::string::npos;
}

/// A person's or a help desk's answer repeats the subject of what it answers, which is a visitor's
/// and may read like a notice (RFC 5322 section 3.6.5).
bool is_answer(const ReturnedMail& mail, const PatternFile& patterns) {
    return patterns.answers.first_in(header_text(field_text(mail.headers, "Subject"))) != nullptr;
}

/// From and Subject, which tell who writes notices.
bool is_notice(const ReturnedMail& mail, const PatternFile& patterns) {
    if (!field_text(mail.headers, "X-Failed-Recipients").empty()) return true;
    auto who = "From: " + header_text(field_text(mail.headers, "From"));
    if (!is_answer(mail, patterns))
        who += "\nSubject: " + header_text(field_text(mail.headers, "Subject"));
    return patterns.senders.first_in(who) != nullptr;
}

/// What nobody answers to (RFC 5321 section 4.5.5) and what speaks of a refusal.
bool may_be_notice(const ReturnedMail& mail, const PatternFile& patterns) {
    if (field_text(mail.headers, "Return-Path") != "<>" || is_answer(mail, patterns)) return false;
    Evidence evidence;
    evidence.around = mail.notice;
    return classify(evidence, patterns.refusals).bounce_class != BounceClass::undefined;
}

/// The lines that name the recipient, and what is indented behind them.
class Naming {
  public:
    explicit Naming(std::string_view recipient) : recipient_(recipient) {}

    void take(std::string_view line) {
        if (names(line, recipient_)) {
            about_ = true;
        } else {
            const bool goes_on = line.starts_with(' ') || line.starts_with('\t');
            about_ = about_ && goes_on && !trim(line).empty() && addresses_in(line).empty();
        }
        if (about_) words_.append(line).append("\n");
    }

    [[nodiscard]] const std::string& words() const { return words_; }

  private:
    std::string_view recipient_;
    std::string words_;
    bool about_ = false;
};

/// The paragraph behind "said:", "because" and the like; "" where no such word stands.
std::string reason_in(std::string_view words, const PatternSet& reasons) {
    auto rest = words.substr(reasons.behind_first(words));
    const auto begin = rest.find_first_not_of(" \t\n");
    if (begin == std::string_view::npos) return {};
    rest.remove_prefix(begin);
    std::string reason;
    for (const auto line : lines_of(rest)) {
        if (trim(line).empty()) break;
        reason.append(line).append("\n");
    }
    return reason;
}

/// The report's subject without that of the message, which is the visitor's.
std::string own_subject(const ReturnedMail& mail) {
    auto subject = header_text(field_text(mail.headers, "Subject"));
    const auto original = header_text(field_text(mail.original, "Subject"));
    const auto at = original.empty() ? std::string::npos : subject.find(original);
    if (at != std::string::npos) subject.erase(at, original.size());
    return subject;
}

class Reading {
  public:
    Reading(const ReturnedMail& mail, const PatternFile& patterns)
        : patterns_(patterns),
          notice_(without_repeated_fields(mail.notice, patterns)),
          subject_(own_subject(mail)),
          ours_(addresses_of_ours(mail)),
          delayed_(patterns.notices.first_in(notice_) != nullptr) {}

    /// `alone`: the notice speaks of nobody else.
    [[nodiscard]] BounceOutcome outcome(const std::string& recipient, bool alone) const {
        Evidence evidence;
        evidence.recipient = recipient;
        evidence.ours = ours_;
        const auto words = alone ? notice_ : words_about(notice_, recipient);
        evidence.diagnostic = reason_in(words, patterns_.reasons);
        // Whoever goes on trying after a final answer gets the same answer.
        const bool is_final = reply_code_in(evidence.diagnostic).starts_with('5');
        if (delayed_ && !is_final) evidence.action = DeliveryAction::delayed;
        if (evidence.diagnostic.empty() && !alone) evidence.diagnostic = words;
        evidence.around = notice_;
        auto outcome = classify(evidence, patterns_.refusals);
        if (outcome.bounce_class == BounceClass::undefined) {
            // The subject repeats what others wrote: it is asked last.
            evidence.around = notice_ + "\n\n" + subject_;
            outcome = classify(evidence, patterns_.refusals);
        }
        outcome.recipient = recipient;
        return outcome;
    }

  private:
    const PatternFile& patterns_;
    std::string notice_;
    std::string subject_;
    std::vector<std::string> ours_;
    bool delayed_;
};

}  // namespace

std::vector<std::string> addresses_of_ours(const ReturnedMail& mail) {
    auto ours = addresses_in(field_text(mail.headers, "To"));
    for (const auto* name : {"From", "Return-Path", "Sender", "Reply-To"}) {
        for (auto& address : addresses_in(field_text(mail.original, name))) {
            ours.push_back(std::move(address));
        }
    }
    return ours;
}

std::string words_about(std::string_view whole, std::string_view recipient) {
    std::string words;
    Naming naming(recipient);  // For want of a line that begins with the recipient.
    bool about = false;
    for (const auto line : lines_of(whole)) {
        const auto front = address_at_front(line);
        if (!front.empty()) about = iequals(front, recipient);
        if (about) words.append(line).append("\n");
        naming.take(line);
    }
    if (words.empty()) words = naming.words();
    return words.empty() ? std::string(whole) : words;
}

BounceReport read_notice_text(const ReturnedMail& mail, const PatternFile& patterns) {
    BounceReport report;
    const bool claims = is_notice(mail, patterns);
    if (!claims && !may_be_notice(mail, patterns)) return report;
    const auto recipients = recipients_of(mail, patterns);
    if (recipients.empty() && !claims) return report;
    report.format = recipients.empty() ? BounceFormat::unreadable : BounceFormat::text;
    const Reading reading(mail, patterns);
    for (const auto& recipient : recipients) {
        report.outcomes.push_back(reading.outcome(recipient.address, recipients.size() == 1));
    }
    return report;
}

}  // namespace postern
