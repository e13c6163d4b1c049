// SPDX-License-Identifier: Apache-2.0
//
// Notices without a machine-readable part: each system words its own. What they share is that a
// line begins with the recipient's address, or that only one address in the text is not the
// sender's; and what follows is what went wrong.
#include <algorithm>

#include "postern/base/text.hpp"

#include "classify.hpp"
#include "mail_address.hpp"
#include "returned_mail.hpp"

namespace postern {

namespace {

constexpr std::size_t kMostRecipients = 100;

/// Addresses that a notice names for other reasons: who wrote it, whom it is for, whom to ask.
class Bystanders {
  public:
    explicit Bystanders(const ReturnedMail& mail) : known_(addresses_of_ours(mail)) {
        for (const auto* name : {"From", "Reply-To", "Sender", "Return-Path", "Cc"}) {
            add(field_text(mail.headers, name));
        }
        add_senders_of(mail.notice);
    }

    [[nodiscard]] bool include(std::string_view address) const {
        const auto local = lower(address.substr(0, address.find('@')));
        if (local == "postmaster" || local == "mailer-daemon" || local == "support") return true;
        return std::any_of(known_.begin(), known_.end(),
                           [&](const std::string& other) { return iequals(other, address); });
    }

  private:
    /// Of a transcript of SMTP, "MAIL FROM:<…>", or of fields that are quoted.
    void add_senders_of(const std::string& notice) {
        constexpr std::string_view kFrom = "from:";
        const auto text = lower(notice);
        for (auto at = text.find(kFrom); at != std::string::npos; at = text.find(kFrom, at + 1)) {
            const auto rest = std::string_view(notice).substr(at, notice.find('\n', at) - at);
            auto senders = addresses_in(rest);
            if (!senders.empty()) known_.push_back(std::move(senders.front()));
        }
    }

    void add(std::string_view field) {
        for (auto& address : addresses_in(field)) known_.push_back(std::move(address));
    }

    std::vector<std::string> known_;
};

using Recipients = std::vector<std::string>;

void add_new(Recipients& recipients, std::string address, const Bystanders& bystanders) {
    if (address.empty() || bystanders.include(address)) return;
    const bool known = std::any_of(recipients.begin(), recipients.end(),
                                   [&](const auto& other) { return iequals(other, address); });
    if (!known && recipients.size() < kMostRecipients) recipients.push_back(std::move(address));
}

Recipients at_line_fronts(std::string_view notice, const Bystanders& bystanders) {
    Recipients found;
    while (!notice.empty()) {
        const auto end = notice.find('\n');
        add_new(found, address_at_front(notice.substr(0, end)), bystanders);
        if (end == std::string_view::npos) break;
        notice.remove_prefix(end + 1);
    }
    return found;
}

/// In the order of trust; the first that names anybody counts.
Recipients recipients_of(const ReturnedMail& mail) {
    const Bystanders bystanders(mail);
    Recipients found;
    const auto take = [&](std::string_view text) {
        for (auto& address : addresses_in(text)) add_new(found, std::move(address), bystanders);
        return !found.empty();
    };
    found = at_line_fronts(mail.notice, bystanders);
    if (!found.empty() || take(field_text(mail.headers, "X-Failed-Recipients"))) return found;
    if (take(mail.notice)) return found;
    for (const auto* name : {"X-Envelope-To", "Delivered-To", "To"}) {
        if (take(field_text(mail.original, name))) return found;
    }
    take(field_text(mail.headers, "Subject"));
    return found;
}

bool names(std::string_view line, std::string_view recipient) {
    const auto has_at = [](std::string_view text) { return text.find('@') != text.npos; };
    if (has_at(recipient) && !has_at(line)) return false;
    return lower(line).find(lower(recipient)) != std::string::npos;
}

/// From and Subject, which tell who writes notices.
bool is_notice(const ReturnedMail& mail, const PatternFile& patterns) {
    if (!field_text(mail.headers, "X-Failed-Recipients").empty()) return true;
    const auto who = "From: " + header_text(field_text(mail.headers, "From")) +
                     "\nSubject: " + header_text(field_text(mail.headers, "Subject"));
    return patterns.senders.first_in(who) != nullptr;
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
    auto notice = whole;
    std::string words;
    Naming naming(recipient);  // For want of a line that begins with the recipient.
    bool about = false;
    while (!notice.empty()) {
        const auto end = notice.find('\n');
        const auto line = notice.substr(0, end);
        const auto front = address_at_front(line);
        if (!front.empty()) about = iequals(front, recipient);
        if (about) words.append(line).append("\n");
        naming.take(line);
        if (end == std::string_view::npos) break;
        notice.remove_prefix(end + 1);
    }
    if (words.empty()) words = naming.words();
    return words.empty() ? std::string(whole) : words;
}

BounceReport read_notice_text(const ReturnedMail& mail, const PatternFile& patterns) {
    BounceReport report;
    if (!is_notice(mail, patterns)) return report;
    report.format = BounceFormat::text;
    const auto recipients = recipients_of(mail);
    const bool delayed = patterns.notices.first_in(mail.notice) != nullptr;
    const auto subject = header_text(field_text(mail.headers, "Subject"));
    const auto ours = addresses_of_ours(mail);
    for (const auto& recipient : recipients) {
        Evidence evidence;
        evidence.recipient = recipient;
        evidence.ours = ours;
        if (delayed) evidence.action = DeliveryAction::delayed;
        evidence.diagnostic = recipients.size() > 1 ? words_about(mail.notice, recipient) : "";
        evidence.around = mail.notice + "\n\n" + subject;
        auto outcome = classify(evidence, patterns.refusals);
        outcome.recipient = recipient;
        report.outcomes.push_back(std::move(outcome));
    }
    if (report.outcomes.empty()) report.format = BounceFormat::unreadable;
    return report;
}

}  // namespace postern
