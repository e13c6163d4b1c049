// SPDX-License-Identifier: Apache-2.0
//
// What is known of sender domains besides how they stand: what each account sent and was refused,
// and who said what of a domain. postern/sender judges by it.
//
// Runs within its caller's writing transaction, as the sender book. Throws soci::soci_error.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "postern/sender/choice.hpp"
#include "postern/sender/testimony.hpp"

#include "query.hpp"

namespace postern {

class SenderEvidence {
  public:
    explicit SenderEvidence(soci::session& sql);

    /// A notification of that account leaves from the domain.
    void departed(const std::string& domain, const std::string& provider,
                  const std::string& account, TimePoint now);
    /// Fills in what that mailbox and others of the account said before, and takes it down.
    void refused(SenderStrike& strike);
    void complained(const SenderStrike& strike, bool vouched);

    /// The account's own, of kRefusalHours.
    SenderTraffic recent(const SenderStrike& strike);
    /// Of those whose notification left since `since`, where that is given.
    Refusals refusals(const SenderStrike& strike, const std::optional<TimePoint>& since);
    /// Likewise; `sent` is the caller's to fill in.
    Complaints complaints(const SenderStrike& strike, const std::optional<TimePoint>& since);

    /// What the account has of a domain's cap; `by_all` is the caller's to fill in.
    SentToday sent_today(const std::string& domain, const std::string& account, TimePoint now);

    void prune(TimePoint now);

  private:
    using Text = std::string;

    void weigh(SenderStrike& strike);
    void tell(const SenderStrike& strike, const char* kind, bool counts);
    std::vector<Witness> witnesses(const SenderStrike& strike, const char* kind, const char* other,
                                   Duration span, const std::optional<TimePoint>& since);

    Query<In<Text, Text, long long, Text, long long, long long>> count_;
    Query<In<Text, Text, Text, Text, Text, long long, long long, long long>> tell_;
    Query<In<Text, Text, Text, Text, long long>, Out<int>> other_refusal_;
    Query<In<Text, Text, Text, long long>, Out<long long>> refused_domains_;
    Query<In<Text, Text, long long, Text>, Out<long long, long long>> recent_;
    Query<In<Text, Text, long long>, Out<long long>> accounts_;
    Query<In<Text, Text, Text, Text, long long, long long>, Out<Text, Text>> witnesses_;
    Query<In<Text, Text, long long>, Out<long long>> sent_since_;
    Query<In<>, Out<int>> several_accounts_;
    Query<In<long long, long long>> prune_evidence_;
    Query<In<long long>> prune_accounts_;
};

}  // namespace postern
