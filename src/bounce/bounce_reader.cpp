// SPDX-License-Identifier: Apache-2.0
//
// The order of asking: a report for machines before a text for people, and automatic replies
// (RFC 3834) apart from both, before anything in them is taken for a refusal.
#include "postern/bounce/bounce_reader.hpp"

#include "postern/base/file.hpp"
#include "postern/base/text.hpp"

#include "mail_address.hpp"
#include "patterns.hpp"
#include "returned_mail.hpp"

namespace postern {

struct BounceReader::Patterns {
    PatternFile file;
};

namespace {

/// The line with which the returned message begins, in a text that holds both.
std::size_t original_begin(std::string_view text, const PatternSet& originals) {
    const auto place = originals.first_place(text);
    if (place == text.size()) return place;
    const auto line_end = text.rfind('\n', place);
    return line_end == std::string_view::npos ? 0 : line_end + 1;
}

/// The header section in what follows the line that announces it.
HeaderList original_fields(std::string_view text) {
    text.remove_prefix(std::min(text.find('\n'), text.size()));
    while (!text.empty() && (text.front() == '\n' || text.front() == ' ' || text.front() == '\t')) {
        text.remove_prefix(1);
    }
    return read_fields(text.substr(0, text.find("\n\n")));
}

ReturnedMail take_apart(const HeaderList& headers, std::string_view body,
                        const PatternFile& patterns) {
    ReturnedMail mail{headers, read_text_parts(headers, body), {}, {}};
    for (const auto& part : mail.parts) {
        if (part.returned) {
            if (part.is_message && mail.original.empty()) mail.original = read_fields(part.text);
            continue;
        }
        if (part.type == "text/rfc822-headers") {
            if (mail.original.empty()) mail.original = read_fields(part.text);
            continue;
        }
        if (!part.type.starts_with("text/") || !trim(mail.notice).empty()) continue;
        // What stands outside of the parts is for readers that know no MIME.
        if (part.type == "text/preamble" && mail.parts.size() > 1) continue;
        const auto end = original_begin(part.text, patterns.originals);
        mail.notice = part.text.substr(0, end);
        if (end < part.text.size()) mail.original = original_fields(part.text.substr(end));
    }
    return mail;
}

bool has_part(const ReturnedMail& mail, std::string_view ending) {
    for (const auto& part : mail.parts) {
        if (!part.returned && part.type.ends_with(ending)) return true;
    }
    return false;
}

/// RFC 3834 section 5, and what stood in for it before. Exim marks its bounces so as well.
bool is_automatic_reply(const ReturnedMail& mail, const PatternSet& replies) {
    if (has_part(mail, "delivery-status") ||
        !field_text(mail.headers, "X-Failed-Recipients").empty()) {
        return false;
    }
    const auto from = lower(field_text(mail.headers, "From"));
    if (from.find("mailer-daemon") != std::string::npos ||
        from.find("mail delivery") != std::string::npos) {
        return false;
    }
    const auto subject = header_text(field_text(mail.headers, "Subject"));
    return istarts_with(field_text(mail.headers, "Auto-Submitted"), "auto-replied") ||
           !field_text(mail.headers, "X-Autoreply").empty() ||
           !field_text(mail.headers, "X-Autorespond").empty() ||
           iequals(field_text(mail.headers, "Precedence"), "auto_reply") ||
           replies.first_in("Subject: " + subject) != nullptr;
}

/// Whoever replies: not the address that nobody reads, where another is named.
std::string replier(const HeaderList& headers) {
    auto from = address_of_field(field_text(headers, "From"));
    if (!istarts_with(from, "noreply@") && !istarts_with(from, "no-reply@")) return from;
    auto reply_to = address_of_field(field_text(headers, "Reply-To"));
    return reply_to.empty() ? from : reply_to;
}

/// A mail program that uses List-Unsubscribe (RFC 2369) for its owner.
bool is_opt_out(const ReturnedMail& mail) {
    return iequals(trim(header_text(field_text(mail.headers, "Subject"))), "unsubscribe");
}

BounceReport automatic_reply(const ReturnedMail& mail) {
    BounceReport report;
    report.format = BounceFormat::automatic_reply;
    auto from = replier(mail.headers);
    // A system's own remark is about nobody.
    if (istarts_with(from, "postmaster@")) return report;
    BounceOutcome outcome;
    outcome.recipient = std::move(from);
    outcome.bounce_class = BounceClass::auto_reply;
    outcome.pattern = "automatic-reply";
    if (is_opt_out(mail)) {
        outcome.bounce_class = BounceClass::complaint;
        outcome.pattern = "unsubscribe";
        outcome.opt_out = true;
    }
    outcome.diagnostic = header_text(field_text(mail.headers, "Subject"));
    report.outcomes.push_back(std::move(outcome));
    return report;
}

BounceReport report_of(const ReturnedMail& mail, const PatternFile& patterns) {
    if (auto report = read_feedback_report(mail); report.format != BounceFormat::none) {
        return report;
    }
    if (auto report = read_delivery_status(mail, patterns); !report.outcomes.empty()) {
        return report;
    }
    if (is_automatic_reply(mail, patterns.replies)) return automatic_reply(mail);
    if (auto report = read_json_notice(mail, patterns); report.format != BounceFormat::none) {
        return report;
    }
    return read_notice_text(mail, patterns);
}

std::string without_brackets(std::string_view id) {
    if (id.starts_with('<')) id.remove_prefix(1);
    return std::string(id.substr(0, id.find('>')));
}

}  // namespace

std::string field_text(const HeaderList& headers, std::string_view name) {
    const auto* field = find_header(headers, name);
    return field == nullptr ? std::string() : std::string(trim(unfolded(field->value)));
}

BounceReader::BounceReader(std::unique_ptr<const Patterns> patterns)
    : patterns_(std::move(patterns)) {}
BounceReader::~BounceReader() = default;

Result<std::shared_ptr<const BounceReader>> BounceReader::from_patterns(std::string_view text,
                                                                        const std::string& name) {
    auto loaded = load_patterns(text, name);
    if (!loaded) return loaded.error();
    auto patterns = std::make_unique<const Patterns>(Patterns{*std::move(loaded)});
    return std::shared_ptr<const BounceReader>(new BounceReader(std::move(patterns)));
}

Result<std::shared_ptr<const BounceReader>> BounceReader::from_file(const std::string& path) {
    const auto text = read_file(path);
    if (!text) return text.error();
    return from_patterns(*text, path);
}

Result<std::shared_ptr<const BounceReader>> BounceReader::shipped() {
    // They do not change: a reload need not wait for them again.
    static const auto shipped = from_patterns(kShippedPatterns, "bounce-patterns.yaml");
    return shipped;
}

BounceReport BounceReader::read(std::string_view message) const {
    const auto whole = split_message(message);
    return read(whole.headers, whole.body);
}

BounceReport BounceReader::read(const HeaderList& headers, std::string_view body) const {
    const auto mail = take_apart(headers, body, patterns_->file);
    auto report = report_of(mail, patterns_->file);
    report.message_id = without_brackets(field_text(mail.original, "Message-ID"));
    return report;
}

}  // namespace postern
