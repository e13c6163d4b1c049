// SPDX-License-Identifier: Apache-2.0
#include "postern/sender/testimony.hpp"

#include <map>
#include <set>
#include <string_view>

#include "suspension.hpp"

namespace postern {

namespace {

/// A maximum matching in the graph of accounts and their mailboxes, one augmenting path after the
/// other (Kuhn). Most find a free mailbox at once.
class Pairing {
  public:
    void add(const Witness& witness) { theirs_[witness.account].insert(witness.mailbox); }

    int count() {
        int pairs = 0;
        for (const auto& [account, mailboxes] : theirs_) {
            asked_.clear();
            if (finds_one(account)) ++pairs;
        }
        return pairs;
    }

  private:
    /// A mailbox of its own, if need be one whose account can take another.
    bool finds_one(std::string_view account) {
        for (const auto mailbox : theirs_[account]) {
            if (!asked_.insert(mailbox).second) continue;
            const auto taken = taken_.find(mailbox);
            if (taken != taken_.end() && !finds_one(taken->second)) continue;
            taken_[mailbox] = account;
            return true;
        }
        return false;
    }

    std::map<std::string_view, std::set<std::string_view>> theirs_;
    std::map<std::string_view, std::string_view> taken_;  ///< Account, by mailbox.
    std::set<std::string_view> asked_;
};

}  // namespace

int independent(const std::vector<Witness>& witnesses) {
    Pairing pairing;
    for (const auto& each : witnesses) pairing.add(each);
    return pairing.count();
}

std::optional<SenderStanding> after_refusals(const std::optional<SenderStanding>& standing,
                                             const SenderStrike& strike, const Refusals& told,
                                             const ReputationSettings& terms) {
    if (strike.refuses_all || left_before_end(standing, strike)) return std::nullopt;
    const int count = independent(told.witnesses);
    if (count < terms.witnesses) return std::nullopt;
    if (share(count, told.accounts) < terms.refusal_rate) return std::nullopt;
    return suspended(standing, strike, SenderCause::refused, terms);
}

std::optional<SenderStanding> after_complaints(const std::optional<SenderStanding>& standing,
                                               const SenderStrike& strike, const Complaints& told,
                                               const ReputationSettings& terms) {
    if (left_before_end(standing, strike)) return std::nullopt;
    if (told.sent < terms.complaint_volume) return std::nullopt;
    const int count = independent(told.vouched);
    if (count < terms.witnesses) return std::nullopt;
    if (share(count, told.sent) <= terms.complaint_limit) return std::nullopt;
    return suspended(standing, strike, SenderCause::complaints, terms);
}

bool is_worrying(const Complaints& told, const ReputationSettings& terms) {
    return told.sent >= terms.complaint_volume &&
           share(independent(told.all), told.sent) > terms.complaint_warning;
}

}  // namespace postern
