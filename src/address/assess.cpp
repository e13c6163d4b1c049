// SPDX-License-Identifier: Apache-2.0
#include "postern/address/assessment.hpp"

#include "local_part.hpp"
#include "mail_domain.hpp"
#include "mailbox_parts.hpp"

namespace postern {

namespace {

AddressForm form_of(const MailboxParts& parts) {
    if (parts.local.extended) return AddressForm::valid_smtputf8;
    return parts.domain.internationalised ? AddressForm::valid_idn : AddressForm::valid;
}

}  // namespace

AddressAssessment assess_address(std::string_view text) {
    const auto parts = parse_mailbox(text);
    if (!parts) return {AddressForm::invalid, Sendable::no, parts.error().what};
    const auto form = form_of(*parts);
    auto canonical = parts->local.text + '@' + parts->domain.text;
    const auto not_sendable = [&](Sendable sendable, std::string reason) {
        return AddressAssessment{form, sendable, std::move(reason), std::move(canonical)};
    };
    if (!parts->domain.objection.empty()) {
        return not_sendable(Sendable::no, "the domain " + std::string(parts->domain.objection));
    }
    if (const auto source = special_use(parts->domain.text); !source.empty()) {
        return not_sendable(
            Sendable::no, "the domain is set aside for special use (" + std::string(source) + ")");
    }
    if (parts->local.quoted) {
        return not_sendable(Sendable::policy, "the part before the '@' is in quotes");
    }
    return {form, Sendable::yes, {}, std::move(canonical)};
}

std::string_view name_of(AddressForm form) {
    switch (form) {
        case AddressForm::valid:
            return "valid";
        case AddressForm::valid_idn:
            return "valid-idn";
        case AddressForm::valid_smtputf8:
            return "valid-smtputf8";
        case AddressForm::invalid:
            return "invalid";
    }
    return "?";
}

std::string_view name_of(Sendable sendable) {
    switch (sendable) {
        case Sendable::yes:
            return "yes";
        case Sendable::no:
            return "no";
        case Sendable::policy:
            return "policy";
    }
    return "?";
}

}  // namespace postern
