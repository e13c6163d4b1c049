// SPDX-License-Identifier: Apache-2.0
#include "status_table.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace postern {
namespace {

struct Row {
    int subject;
    int first;  ///< Details from here
    int last;   ///< to here.
    BounceClass bounce_class;
};

// clang-format off
constexpr std::array kSure{
    Row{1,   6,   6, BounceClass::user_unknown},       // has moved, no forwarding address
    Row{1,   7,   8, BounceClass::blocked},            // bad sender's mailbox, system address
    Row{1, 351, 351, BounceClass::user_unknown},       // Exchange Online: remote says unknown
    Row{2, 121, 122, BounceClass::rate_limited},       // Exchange Online: too much an hour
    Row{3,   4,   4, BounceClass::message_too_large},
    Row{4,   6,   6, BounceClass::system_error},       // routing loop
    Row{4,   7,   7, BounceClass::network_temporary},  // time ran out, whatever the last reason
    Row{4,  14,  14, BounceClass::system_error},       // Exchange: hop count
    Row{4, 310, 310, BounceClass::domain_invalid},     // Exchange Online: domain does not exist
    Row{4, 312, 317, BounceClass::network_temporary},
    Row{6,   7,  10, BounceClass::system_error},       // no SMTPUTF8 on the way (RFC 6531)
    Row{7,  13,  13, BounceClass::inactive},           // user account disabled
    Row{7,  17,  18, BounceClass::user_unknown},       // owner has changed (RFC 7293)
    Row{7,  20,  27, BounceClass::blocked},            // DKIM, SPF, reverse DNS, DMARC (RFC 7372, 7505)
    Row{7,  28,  28, BounceClass::rate_limited},       // mail flood
    Row{7,  29,  29, BounceClass::policy},             // Gmail: no TLS
    Row{7, 501, 503, BounceClass::blocked},            // Exchange Online: spam from this sender
    Row{7, 512, 512, BounceClass::content_spam},       // no valid From (RFC 5322 section 3.6.2)
    Row{7, 508, 515, BounceClass::blocked},            // sender, DMARC
    Row{7, 606, 699, BounceClass::blocked},            // banned addresses, their reputation
    Row{7, 705, 705, BounceClass::rate_limited},       // tenant threshold
    Row{7, 708, 750, BounceClass::blocked},
};

constexpr std::array kLikely{
    Row{1,   0,   1, BounceClass::user_unknown},
    Row{1,   2,   2, BounceClass::domain_invalid},
    Row{1,   3,   4, BounceClass::user_unknown},
    Row{1,   9,   9, BounceClass::system_error},
    Row{1,  10,  20, BounceClass::user_unknown},       // Exchange: not found; null MX has words
    Row{2,   1,   1, BounceClass::inactive},
    Row{2,   2,   2, BounceClass::mailbox_full},
    Row{2,   3,   3, BounceClass::message_too_large},
    Row{2,   4,   4, BounceClass::system_error},       // list expansion
    Row{3,   2,   2, BounceClass::network_temporary},
    Row{3,   1,   9, BounceClass::system_error},
    Row{4,   1,   3, BounceClass::network_temporary},
    Row{4,   4,   4, BounceClass::domain_invalid},
    Row{4,   5,   5, BounceClass::network_temporary},
    Row{4,   7,   9, BounceClass::network_temporary},
    Row{5,   3,   3, BounceClass::rate_limited},       // too many recipients
    Row{6,   1,   9, BounceClass::content_spam},
    Row{7, 100, 199, BounceClass::policy},             // Exchange: restricted recipients
    Row{7,   2,  12, BounceClass::policy},             // lists, encryption, login (RFC 3463, 4954)
    Row{7,  57,  64, BounceClass::policy},             // Exchange: relaying, no login
    Row{7,   2, 999, BounceClass::blocked},
};

constexpr std::array kVague{
    Row{3,   0,   0, BounceClass::system_error},
    Row{4,   0,   0, BounceClass::network_temporary},
    Row{5,   0,   9, BounceClass::system_error},
    Row{6,   0,   0, BounceClass::content_spam},
    Row{7,   0,   1, BounceClass::blocked},            // a refusal of ours
};
// clang-format on

template <std::size_t N>
std::optional<BounceClass> look_up(const std::array<Row, N>& rows, const Status& status) {
    for (const auto& row : rows) {
        if (row.subject == status.subject && status.detail >= row.first &&
            status.detail <= row.last) {
            return row.bounce_class;
        }
    }
    return std::nullopt;
}

/// For now nobody is to blame for what was only put off.
template <std::size_t N>
std::optional<BounceClass> look_up_for_now(const std::array<Row, N>& rows, const Status& status) {
    if (!status.is_set() || status.category == '2') return std::nullopt;
    const auto found = look_up(rows, status);
    if (status.category == '4' && found && status.subject == 7 && status.detail < 2)
        return BounceClass::network_temporary;
    if (status.category == '4' && found && *found != BounceClass::mailbox_full &&
        (fault_of(*found) == Fault::recipient ||
         (status.subject == 5 && *found != BounceClass::rate_limited))) {
        return BounceClass::network_temporary;
    }
    return found;
}

}  // namespace

std::optional<BounceClass> sure_class_of(const Status& status) {
    if (!status.is_set() || status.category == '2') return std::nullopt;
    return look_up(kSure, status);
}

std::optional<BounceClass> likely_class_of(const Status& status) {
    return look_up_for_now(kLikely, status);
}

std::optional<BounceClass> vague_class_of(const Status& status) {
    return look_up_for_now(kVague, status);
}

std::optional<BounceClass> other_class_of(const Status& status) {
    constexpr int kMailbox = 2;
    if (status.subject == kMailbox) return std::nullopt;
    const auto found = likely_class_of(status);
    const bool is_network = found == BounceClass::network_temporary;
    const bool is_other = found && !is_network && fault_of(*found) != Fault::recipient;
    return is_other ? found : std::nullopt;
}

bool says_little(const Status& status) {
    constexpr std::array kLittle{std::pair{1, 0}, std::pair{2, 1}, std::pair{4, 4}};
    const std::pair said{status.subject, status.detail};
    return std::find(kLittle.begin(), kLittle.end(), said) != kLittle.end();
}

}  // namespace postern
