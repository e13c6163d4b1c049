// SPDX-License-Identifier: Apache-2.0
#include "postern/bounce/report.hpp"

#include <algorithm>
#include <array>

namespace postern {
namespace {

struct ClassRow {
    BounceClass bounce_class;
    std::string_view name;
    Fault fault;
};

// In the order of the enumeration. docs/bounces.md explains each row.
// clang-format off
constexpr std::array kClasses{
    ClassRow{BounceClass::mailbox_full,      "mailbox-full",      Fault::recipient},
    ClassRow{BounceClass::user_unknown,      "user-unknown",      Fault::recipient},
    ClassRow{BounceClass::domain_invalid,    "domain-invalid",    Fault::recipient},
    ClassRow{BounceClass::inactive,          "inactive",          Fault::recipient},
    ClassRow{BounceClass::blocked,           "blocked",           Fault::sender},
    ClassRow{BounceClass::content_spam,      "content-spam",      Fault::content},
    ClassRow{BounceClass::policy,            "policy",            Fault::sender},
    ClassRow{BounceClass::rate_limited,      "rate-limited",      Fault::sender},
    ClassRow{BounceClass::message_too_large, "message-too-large", Fault::content},
    ClassRow{BounceClass::network_temporary, "network-temporary", Fault::nobody},
    ClassRow{BounceClass::system_error,      "system-error",      Fault::nobody},
    ClassRow{BounceClass::complaint,         "complaint",         Fault::recipient},
    ClassRow{BounceClass::auth_report,       "auth-report",       Fault::ours},
    ClassRow{BounceClass::delayed,           "delayed",           Fault::nobody},
    ClassRow{BounceClass::delivered,         "delivered",         Fault::nobody},
    ClassRow{BounceClass::auto_reply,        "auto-reply",        Fault::nobody},
    ClassRow{BounceClass::undefined,         "undefined",         Fault::nobody},
};
constexpr std::array<std::string_view, 5> kFaults{"recipient", "sender", "content", "ours", "nobody"};
constexpr std::array<std::string_view, 6> kActions{"none",      "failed",  "delayed",
                                                   "delivered", "relayed", "expanded"};
constexpr std::array<std::string_view, 7> kFormats{"none", "delivery-status", "feedback-report",
                                                   "automatic-reply", "json-notice", "text",
                                                   "unreadable"};
// clang-format on

template <typename Enum>
constexpr std::size_t index_of(Enum value) {
    return static_cast<std::size_t>(value);
}

constexpr bool rows_are_in_order() {
    for (std::size_t i = 0; i < kClasses.size(); ++i) {
        if (index_of(kClasses[i].bounce_class) != i) return false;
    }
    return true;
}
static_assert(rows_are_in_order());

}  // namespace

std::string_view name_of(BounceClass bounce_class) {
    return kClasses.at(index_of(bounce_class)).name;
}

std::string_view name_of(Fault fault) {
    return kFaults.at(index_of(fault));
}

std::string_view name_of(DeliveryAction action) {
    return kActions.at(index_of(action));
}

std::string_view name_of(BounceFormat format) {
    return kFormats.at(index_of(format));
}

std::optional<BounceClass> bounce_class_from(std::string_view name) {
    const auto* const row = std::find_if(kClasses.begin(), kClasses.end(),
                                         [&](const ClassRow& r) { return r.name == name; });
    if (row == kClasses.end()) return std::nullopt;
    return row->bounce_class;
}

std::optional<Fault> fault_from(std::string_view name) {
    const auto* const found = std::find(kFaults.begin(), kFaults.end(), name);
    if (found == kFaults.end()) return std::nullopt;
    return static_cast<Fault>(found - kFaults.begin());
}

Fault fault_of(BounceClass bounce_class) {
    return kClasses.at(index_of(bounce_class)).fault;
}

Fault fault_of(const BounceOutcome& outcome) {
    if (outcome.fault) return *outcome.fault;
    return fault_of(outcome.delayed_as.value_or(outcome.bounce_class));
}

}  // namespace postern
