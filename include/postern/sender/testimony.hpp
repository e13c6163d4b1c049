// SPDX-License-Identifier: Apache-2.0
//
// What it takes to take a sender domain out of use for everybody. An account decides what it sends,
// whom it names as its agents, where their mail is and what is answered there; it may have any
// number of mailboxes, and refuse our mail in a provider's name by rules of its own. So one account
// is one witness, however much it says, and so is one mailbox, in however many accounts.
//
// A domain is suspended for everybody on the word of `witnesses` of them at least, and of a share
// of all accounts that were written to: whoever writes much neither condemns a domain nor clears
// it. What one account says beyond that changes nothing for the others, at no time: neither while
// the domain is used, nor while it is suspended, nor while it is probed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "postern/sender/standing.hpp"

namespace postern {

/// Somebody who refused the domain, or complained.
struct Witness {
    std::string account;
    std::string mailbox;  ///< address/one_mailbox.hpp
    bool operator==(const Witness&) const = default;
};

/// The largest number of them that have neither account nor mailbox in common: what one account,
/// or one mailbox, adds to any list is one at most.
int independent(const std::vector<Witness>& witnesses);

/// Those of kRefusalHours, and how many accounts were written to in that time.
struct Refusals {
    std::vector<Witness> witnesses{};
    long long accounts = 0;
};

/// Everybody's new standing after one more refusal, already counted, or nothing where nothing
/// changes.
std::optional<SenderStanding> after_refusals(const std::optional<SenderStanding>& standing,
                                             const SenderStrike& strike, const Refusals& told,
                                             const ReputationSettings& terms);

/// Those of kComplaintHours, and how many notifications left in that time.
struct Complaints {
    std::vector<Witness> vouched{};  ///< By a report that the provider answers for.
    std::vector<Witness> all{};
    long long sent = 0;
};

/// Likewise after one more complaint.
std::optional<SenderStanding> after_complaints(const std::optional<SenderStanding>& standing,
                                               const SenderStrike& strike, const Complaints& told,
                                               const ReputationSettings& terms);

/// They are above the share that the log warns of.
bool is_worrying(const Complaints& told, const ReputationSettings& terms);

}  // namespace postern
