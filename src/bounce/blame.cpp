// SPDX-License-Identifier: Apache-2.0
#include "blame.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "status_table.hpp"

namespace postern {
namespace {

Fault blamed_by(const Ground& ground) {
    return ground.fault.value_or(fault_of(ground.bounce_class));
}

/// 4.3.x, 4.4.x and 4.5.x tell of systems and networks, whatever the words.
bool is_put_off(const Status& status, const std::string& reply_code) {
    constexpr std::array kAddress{1, 2, 7};
    return status.category == '4' && !status.is_bare() && !reply_code.starts_with('5') &&
           std::find(kAddress.begin(), kAddress.end(), status.subject) == kAddress.end();
}

/// Of a log-in (RFC 4954), or of a command that was not understood (RFC 5321 section 4.2.2).
std::optional<Ground> by_other_reply(const std::string& code) {
    constexpr std::array<std::string_view, 4> kLogin{"530", "534", "535", "538"};
    constexpr std::array<std::string_view, 5> kCommand{"500", "502", "503", "504", "555"};
    if (std::find(kLogin.begin(), kLogin.end(), code) != kLogin.end()) {
        return Ground{BounceClass::policy, code, Fault::nobody};
    }
    if (std::find(kCommand.begin(), kCommand.end(), code) != kCommand.end()) {
        return Ground{BounceClass::system_error, code};
    }
    return std::nullopt;
}

}  // namespace

bool blames_recipient(const Ground& ground) {
    return blamed_by(ground) == Fault::recipient;
}

Testimony put_off(Testimony said, const Status& status, const std::string& reply_code) {
    const bool blames = said.strong && fault_of(said.strong->bounce_class) == Fault::recipient;
    if (blames && said.strong->bounce_class != BounceClass::mailbox_full &&
        (is_put_off(status, reply_code) ||
         (said.strong->is_for_now && reply_code.starts_with('4')))) {
        said.strong = Ground{BounceClass::network_temporary, "for now: " + said.strong->by};
    }
    return said;
}

std::optional<Ground> said_twice(const Testimony& said, const Status& status) {
    if (said.faults.empty()) return std::nullopt;
    const auto code = likely_class_of(status);
    if (said.strong && said.strong->bounce_class == code) return std::nullopt;
    for (const auto& fault : said.faults) {
        if (fault.bounce_class == code) return fault;
    }
    return std::nullopt;
}

Ground agreed(Ground said, const Status& status) {
    if (fault_of(said.bounce_class) == Fault::recipient &&
        likely_class_of(status) == said.bounce_class) {
        said.fault.reset();
    }
    return said;
}

bool is_of_mailbox(const Ground& said, const Status& status) {
    constexpr int kSystem = 3;
    return said.bounce_class == BounceClass::mailbox_full && status.subject == kSystem;
}

std::optional<Ground> objection(const Status& status, const std::string& reply_code) {
    if (sure_class_of(status)) return std::nullopt;
    if (const auto other = other_class_of(status)) return Ground{*other, status.text()};
    const auto own = likely_class_of(status);
    if (own && fault_of(*own) == Fault::recipient) return std::nullopt;
    return by_other_reply(reply_code);
}

Ground weighed(Ground code, const Status& status, const Testimony& words) {
    constexpr int kMailbox = 2;
    if (!blames_recipient(code)) return code;
    if (words.weak) {
        const auto blamed = blamed_by(*words.weak);
        const bool is_rule = words.weak->bounce_class == BounceClass::policy &&
                             status.subject == kMailbox && says_little(status);
        return blamed == Fault::sender || blamed == Fault::content || is_rule ? *words.weak : code;
    }
    if (!words.names_recipient && says_little(status)) code.fault = Fault::nobody;
    return code;
}

}  // namespace postern
