// SPDX-License-Identifier: Apache-2.0
#include "classify.hpp"

#include <algorithm>
#include <array>

#include "postern/base/text.hpp"

#include "reply.hpp"
#include "status_table.hpp"

namespace postern {

namespace {

constexpr std::size_t kMostEvidence = 2048;

/// The code that says most: the first of the remote's that says more than "failed", else the field.
Status telling_status(const std::string& diagnostic, const std::string& field) {
    const auto said = statuses_in(diagnostic);
    for (const auto& status : said) {
        if (!status.is_bare() && status.category != '2') return status;
    }
    for (const auto& status : statuses_in(field)) {
        if (status.category != '2') return status;
    }
    return said.empty() ? Status{} : said.front();
}

struct Finding {
    BounceClass bounce_class;
    std::string by;
    std::optional<Fault> fault{};
};

std::optional<Finding> by_words(const PatternSet& refusals, const std::string& text) {
    const auto* const pattern = refusals.first_in(text);
    if (pattern == nullptr) return std::nullopt;
    return Finding{pattern->bounce_class, pattern->name, pattern->fault};
}

bool names(const std::string& text, const std::string& address) {
    return !address.empty() && text.find(lower(address)) != std::string::npos;
}

std::string domain_of(const std::string& address) {
    return address.substr(address.find('@') + 1);
}

/// "<notifications@sender.example>: unknown user": it is our own address that they looked up, or
/// our domain of which they say that it does not exist.
bool is_about_us(const Evidence& evidence, BounceClass bounce_class) {
    const auto said = lower(evidence.diagnostic);
    const bool domain = bounce_class == BounceClass::domain_invalid;
    const auto part = [&](const std::string& address) {
        return domain ? domain_of(address) : address;
    };
    if (names(said, part(evidence.recipient))) return false;
    return std::any_of(evidence.ours.begin(), evidence.ours.end(),
                       [&](const std::string& address) { return names(said, part(address)); });
}

/// A server without SMTPUTF8 takes an address beyond ASCII for a broken one (RFC 6531 section 3.4).
/// The address is sound: it was parsed before anything was sent to it.
bool is_not_understood(const std::string& recipient, const Status& status) {
    constexpr int kAddress = 1;
    constexpr int kSyntax = 3;
    return status.subject == kAddress && status.detail == kSyntax && !is_printable_ascii(recipient);
}

/// 4.3.x, 4.4.x, 4.5.x and 4.7.x tell of systems, networks and rules, whatever the words.
bool is_put_off(const Status& status, const std::string& reply_code) {
    constexpr std::array kAddress{1, 2};
    return status.category == '4' && !status.is_bare() && !reply_code.starts_with('5') &&
           std::find(kAddress.begin(), kAddress.end(), status.subject) == kAddress.end();
}

std::optional<Finding> by_diagnostic(const Evidence& evidence, const PatternSet& refusals,
                                     const Status& status, const std::string& reply_code) {
    auto found = by_words(refusals, evidence.diagnostic);
    if (!found || fault_of(found->bounce_class) != Fault::recipient) return found;
    if (is_about_us(evidence, found->bounce_class))
        return Finding{BounceClass::blocked, "our-address"};
    if (found->bounce_class != BounceClass::mailbox_full && is_put_off(status, reply_code)) {
        return Finding{BounceClass::network_temporary, status.text()};
    }
    return found;
}

std::optional<Finding> by_reply_code(const std::string& code) {
    if (code.empty()) return std::nullopt;
    if (code == "554" || code == "452") return Finding{BounceClass::system_error, code};
    if (code == "552") return Finding{BounceClass::mailbox_full, code};
    if (code.front() == '4') return Finding{BounceClass::network_temporary, code};
    return std::nullopt;
}

std::optional<Finding> by_action(DeliveryAction action) {
    switch (action) {
        case DeliveryAction::delayed:
            return Finding{BounceClass::delayed, "action"};
        case DeliveryAction::delivered:
        case DeliveryAction::relayed:
        case DeliveryAction::expanded:
            return Finding{BounceClass::delivered, "action"};
        case DeliveryAction::none:
        case DeliveryAction::failed:
            return std::nullopt;
    }
    return std::nullopt;
}

Finding find_class(const Evidence& evidence, const PatternSet& refusals, const Status& status,
                   const std::string& reply_code) {
    const auto by_status = [&](auto table) -> std::optional<Finding> {
        const auto found = table(status);
        if (!found) return std::nullopt;
        // Exchange's codes for who may write to a recipient.
        const bool own_rule = *found == BounceClass::policy;
        return Finding{*found, status.text(),
                       own_rule ? std::optional(Fault::nobody) : std::nullopt};
    };
    if (const auto found = by_action(evidence.action)) return *found;
    if (const auto found = by_status(sure_class_of)) return *found;
    if (is_not_understood(evidence.recipient, status))
        return {BounceClass::system_error, "smtputf8"};
    if (const auto found = by_diagnostic(evidence, refusals, status, reply_code)) return *found;
    if (const auto found = by_words(refusals, evidence.around)) return *found;
    if (const auto found = by_status(likely_class_of)) return *found;
    if (const auto found = by_reply_code(reply_code)) return *found;
    return {BounceClass::undefined, ""};
}

/// What puts us off for our reputation says so in words; a bare 4.7.1 may be anything.
std::optional<BounceClass> blamed_delay(const Evidence& evidence, const PatternSet& refusals,
                                        const Status& status, const std::string& reply_code) {
    if (evidence.action != DeliveryAction::delayed) return std::nullopt;
    if (const auto sure = sure_class_of(status)) {
        return fault_of(*sure) == Fault::sender ? sure : std::nullopt;
    }
    const auto said = by_diagnostic(evidence, refusals, status, reply_code);
    if (!said || said->fault.value_or(fault_of(said->bounce_class)) != Fault::sender) {
        return std::nullopt;
    }
    return said->bounce_class;
}

/// What is told without an action, and is no warning, is the end of it.
bool is_failure(BounceClass bounce_class) {
    return fault_of(bounce_class) != Fault::nobody ||
           bounce_class == BounceClass::network_temporary ||
           bounce_class == BounceClass::system_error;
}

}  // namespace

BounceOutcome classify(const Evidence& given, const PatternSet& refusals) {
    Evidence evidence = given;
    evidence.diagnostic = one_line(given.diagnostic, kMostEvidence);
    evidence.around = one_line(given.around, 2 * kMostEvidence);
    const auto& said = evidence.diagnostic.empty() ? evidence.around : evidence.diagnostic;
    const auto status = telling_status(said, given.status);

    BounceOutcome outcome;
    outcome.action = evidence.action;
    outcome.status = status.text();
    outcome.smtp_code = reply_code_in(said);
    auto [bounce_class, by, fault] = find_class(evidence, refusals, status, outcome.smtp_code);
    outcome.bounce_class = bounce_class;
    outcome.pattern = std::move(by);
    outcome.fault = fault;
    outcome.delayed_as = blamed_delay(evidence, refusals, status, outcome.smtp_code);
    outcome.diagnostic = said;
    if (outcome.action == DeliveryAction::none && is_failure(bounce_class)) {
        outcome.action = DeliveryAction::failed;
    }
    return outcome;
}

}  // namespace postern
