// SPDX-License-Identifier: Apache-2.0
#include "postern/bounce/attribution.hpp"

#include <array>

#include "postern/base/text.hpp"

#include "mail_address.hpp"

namespace postern {

namespace {

constexpr std::array<std::string_view, 5> kUses{"failure", "complaint", "delay", "delivery",
                                                "reply"};

bool names(const BounceOutcome& outcome, std::string_view address) {
    return iequals(outcome.recipient, address) || iequals(outcome.original_recipient, address);
}

bool names_nobody(const BounceOutcome& outcome) {
    return outcome.recipient.empty() && outcome.original_recipient.empty();
}

}  // namespace

bool is_reply(const BounceReport& report) {
    return report.format == BounceFormat::automatic_reply && report.outcomes.size() == 1 &&
           report.outcomes.front().bounce_class == BounceClass::auto_reply;
}

std::optional<BounceOutcome> outcome_for(const BounceReport& report, std::string_view address) {
    if (is_reply(report)) return report.outcomes.front();
    const BounceOutcome* found = nullptr;
    for (const auto& outcome : report.outcomes) {
        if (!names(outcome, address)) continue;
        const bool better = found == nullptr || (use_of(outcome) == BounceUse::failure &&
                                                 use_of(*found) != BounceUse::failure);
        if (better) found = &outcome;
    }
    if (found != nullptr) return *found;
    if (report.outcomes.size() == 1 && names_nobody(report.outcomes.front())) {
        return report.outcomes.front();
    }
    return std::nullopt;
}

std::optional<BounceOutcome> unmarked_reply(const HeaderList& headers, std::string_view sender,
                                            std::string_view address) {
    const auto* from = find_header(headers, "From");
    const bool is_null = sender.empty() || sender == "<>";
    if (!is_null || from == nullptr || !iequals(address_of_field(from->value), address)) {
        return std::nullopt;
    }
    BounceOutcome outcome;
    outcome.recipient = std::string(address);
    outcome.bounce_class = BounceClass::auto_reply;
    outcome.pattern = "null-sender";
    return outcome;
}

std::string claimed_victim(const BounceReport& report) {
    for (const auto& outcome : report.outcomes) {
        if (!outcome.recipient.empty()) return outcome.recipient;
        if (!outcome.original_recipient.empty()) return outcome.original_recipient;
    }
    return {};
}

std::string_view name_of(BounceUse use) {
    return kUses.at(static_cast<std::size_t>(use));
}

std::optional<BounceUse> bounce_use_from(std::string_view name) {
    for (std::size_t i = 0; i < kUses.size(); ++i) {
        if (kUses[i] == name) return static_cast<BounceUse>(i);
    }
    return std::nullopt;
}

BounceUse use_of(const BounceOutcome& outcome) {
    switch (outcome.bounce_class) {
        case BounceClass::complaint:
            return BounceUse::complaint;
        case BounceClass::auth_report:
        case BounceClass::auto_reply:
            return BounceUse::reply;
        default:
            break;
    }
    // The action comes first: "delayed" with 5.1.1 is still being tried, "failed" with 4.2.2 is
    // not.
    switch (outcome.action) {
        case DeliveryAction::failed:
            return BounceUse::failure;
        case DeliveryAction::delayed:
            return BounceUse::delay;
        case DeliveryAction::delivered:
        case DeliveryAction::relayed:
        case DeliveryAction::expanded:
            return BounceUse::delivery;
        case DeliveryAction::none:
            break;
    }
    if (outcome.bounce_class == BounceClass::delayed) return BounceUse::delay;
    if (outcome.bounce_class == BounceClass::delivered) return BounceUse::delivery;
    return BounceUse::failure;
}

std::string evidence_of(const BounceOutcome& outcome) {
    constexpr std::size_t kLongest = 500;
    std::string text = outcome.diagnostic;
    if (text.empty()) text = outcome.status.empty() ? outcome.smtp_code : outcome.status;
    return text.substr(0, kLongest);
}

bool is_understood(const BounceOutcome& outcome) {
    return outcome.bounce_class != BounceClass::undefined || outcome.action != DeliveryAction::none;
}

}  // namespace postern
