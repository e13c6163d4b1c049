// SPDX-License-Identifier: Apache-2.0
//
// The worst tenant: one account of a site does what it can against the sender domains, and this is
// what the others lose by it in two hours at that provider. Two domains, and a provider that
// refuses nothing by itself: whatever waits, waits because of that account. In virtual time.
#pragma once

#include <span>

#include "sender_memory.hpp"

namespace postern {

struct Attack {
    const char* name;
    SenderMemory::Says says = SenderMemory::Says::refused;
    bool answers = true;      ///< Else nothing comes back.
    bool proved = false;      ///< By our own Postfix, or the provider.
    int mailboxes = 1;        ///< Of the account, there.
    int a_minute = 1;         ///< Notifications.
    bool is_capped = false;   ///< A day's cap of each domain is what the others send in a day.
    bool is_probing = false;  ///< Both domains were refused for real, and that has just ended.
    int accounts = 1;         ///< More are more than one tenant: the limit of what is promised.
};
std::span<const Attack> attacks();

/// In the two hours: the others' notifications, and how many of them did not leave at once, or
/// from another domain than without the attack.
struct Loss {
    long sent = 0;
    long waited = 0;
    long moved = 0;
};

/// Of a site of so many notifications an hour to the provider, by two hundred accounts; with the
/// attack, or without.
Loss loss_by(const Attack& attack, bool is_made, int an_hour, Judges judges,
             const ReputationSettings& terms);

/// What it costs that one account is not believed: a provider takes a dislike to the first domain,
/// and so long after, with so many refusals until then, whoever has not met it takes the other.
struct Notice {
    Duration after{0};
    long refused = 0;
};
Notice notice_by(int an_hour, Judges judges, const ReputationSettings& terms);

}  // namespace postern
