// SPDX-License-Identifier: Apache-2.0
//
// The order of asking: a report for machines before a text for people, and automatic replies
// (RFC 3834) apart from both, before anything in them is taken for a refusal.
#include "postern/bounce/bounce_reader.hpp"

#include "postern/base/file.hpp"
#include "postern/base/text.hpp"

#include "html_text.hpp"
#include "original_message.hpp"
#include "patterns.hpp"
#include "returned_mail.hpp"

namespace postern {

struct BounceReader::Patterns {
    PatternFile file;
};

namespace {

/// The text of a part, as a person would read it.
std::string read_text(const TextPart& part) {
    return part.type == "text/html" ? text_of_html(part.text) : part.text;
}

/// The notice goes on in the next part where this one only introduces it.
void add_text(ReturnedMail& mail, const TextPart& part, const PatternFile& patterns) {
    if (mail.notice.find('@') != std::string::npos) {
        if (mail.original.empty() && is_message_header(read_fields(part.text))) {
            mail.original = read_fields(part.text);
        }
        return;
    }
    const auto text = read_text(part);
    const auto end = original_begin(text, patterns);
    mail.notice.append(mail.notice.empty() ? "" : "\n").append(text.substr(0, end));
    if (end < text.size() && mail.original.empty()) {
        mail.original = original_fields(std::string_view(text).substr(end));
    }
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
        // What stands outside of the parts is for readers that know no MIME.
        if (part.type == "text/preamble" && mail.parts.size() > 1) continue;
        if (part.type.starts_with("text/")) add_text(mail, part, patterns);
    }
    return mail;
}

BounceReport report_of(const ReturnedMail& mail, const PatternFile& patterns) {
    if (auto report = read_feedback_report(mail); report.format != BounceFormat::none) {
        return report;
    }
    if (auto report = read_delivery_status(mail, patterns); !report.outcomes.empty()) {
        return report;
    }
    if (is_automatic_reply(mail, patterns)) return read_automatic_reply(mail, patterns);
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
