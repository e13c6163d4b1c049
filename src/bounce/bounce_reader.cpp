// SPDX-License-Identifier: Apache-2.0
//
// Plain RFC 3464 delivery status, ARF by its type and nothing else: a stand-in.
#include "postern/bounce/bounce_reader.hpp"

#include <array>

#include "postern/base/text.hpp"
#include "postern/bounce/built_in_patterns.hpp"

namespace postern {

struct BounceReader::Patterns {};

std::string_view built_in_bounce_patterns() {
    return "";
}

namespace {

std::string_view after_type(std::string_view value) {
    const auto semicolon = value.find(';');
    return trim(semicolon == std::string_view::npos ? value : value.substr(semicolon + 1));
}

DeliveryAction action_of(std::string_view word) {
    using enum DeliveryAction;
    for (const auto action : {failed, delayed, delivered, relayed, expanded}) {
        if (iequals(name_of(action), word)) return action;
    }
    return none;
}

BounceClass class_of(const BounceOutcome& o) {
    if (o.action == DeliveryAction::delayed) return BounceClass::delayed;
    if (o.action != DeliveryAction::failed) return BounceClass::delivered;
    const auto detail = o.status.size() > 2 ? o.status.substr(2) : "";
    if (detail == "2.2") return BounceClass::mailbox_full;
    if (detail == "1.1") return BounceClass::user_unknown;
    if (detail == "1.2") return BounceClass::domain_invalid;
    if (detail == "2.1") return BounceClass::inactive;
    if (detail.starts_with("7.")) return BounceClass::blocked;
    if (detail.starts_with("4.")) return BounceClass::network_temporary;
    return BounceClass::undefined;
}

}  // namespace

BounceReader::BounceReader(std::unique_ptr<const Patterns> patterns)
    : patterns_(std::move(patterns)) {}
BounceReader::~BounceReader() = default;

Result<std::shared_ptr<const BounceReader>> BounceReader::from_patterns(std::string_view,
                                                                        const std::string&) {
    return std::shared_ptr<const BounceReader>(
        new BounceReader(std::make_unique<const Patterns>()));
}
Result<std::shared_ptr<const BounceReader>> BounceReader::from_file(const std::string& path) {
    return from_patterns("", path);
}

BounceReport BounceReader::read(std::string_view message) const {
    return read({}, message);
}

BounceReport BounceReader::read(const HeaderList& headers, std::string_view body) const {
    BounceReport report;
    const auto* type = find_header(headers, "Content-Type");
    const std::string value = type == nullptr ? "" : lower(unfolded(type->value));
    if (value.find("report-type=") == std::string::npos) return report;
    report.format = value.find("feedback-report") != std::string::npos
                        ? BounceFormat::feedback_report
                        : BounceFormat::delivery_status;
    const bool complaint = report.format == BounceFormat::feedback_report;
    BounceOutcome current;
    const auto close = [&] {
        if (current.recipient.empty()) return;
        current.bounce_class = complaint ? BounceClass::complaint : class_of(current);
        report.outcomes.push_back(std::exchange(current, {}));
    };
    while (!body.empty()) {
        const auto end = body.find('\n');
        const auto line = trim(body.substr(0, end));
        body = end == std::string_view::npos ? std::string_view{} : body.substr(end + 1);
        const auto field = [&](std::string_view name) { return istarts_with(line, name); };
        const auto rest = [&](std::size_t size) {
            return std::string(after_type(line.substr(size)));
        };
        if (line.empty()) close();
        if (field("Reporting-MTA:")) report.reporting_mta = rest(14);
        if (field("Original-Rcpt-To:")) current.recipient = rest(17);
        if (field("Original-Recipient:")) current.original_recipient = rest(19);
        if (field("Final-Recipient:")) current.recipient = rest(16);
        if (field("Action:")) current.action = action_of(rest(7));
        if (field("Status:")) current.status = rest(7);
        if (field("Diagnostic-Code:")) current.diagnostic = rest(16);
    }
    close();
    if (report.outcomes.empty()) report.format = BounceFormat::unreadable;
    return report;
}

}  // namespace postern
