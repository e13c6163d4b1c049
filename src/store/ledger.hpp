// SPDX-License-Identifier: Apache-2.0
//
// The ledger: what accepting, settling and parking mean, in terms of rows.
//
// Every function runs within a writing transaction that its caller began, so what is read here
// cannot change before it is committed. Throws soci::soci_error.
#pragma once

#include <string>
#include <vector>

#include "postern/store/state.hpp"

#include "notification_row.hpp"
#include "query.hpp"
#include "sender_book.hpp"
#include "suppression_book.hpp"

namespace postern {

class Ledger {
  public:
    Ledger(soci::session& sql, const SuppressionTerms& terms, const ReputationSettings& reputation);

    SuppressionBook suppressions;
    SenderBook senders;

    bool accept(const std::vector<Notification>& notifications);  ///< State::accept()
    /// State::settle()
    Settlement settle(Notification notification, const std::vector<Destination>& to);
    BounceEffect bounced(const ProvedBounce& bounce);  ///< Suppressions::bounced()
    /// State::claim_report()
    bool claim_report(const std::string& account, const std::string& notification, TimePoint at);
    std::vector<Notification> give_up(const std::vector<GivenUp>& lost);  ///< State::give_up()
    /// Unless it was decided already.
    void park(const Notification& notification);

    int forget(const std::string& account, const std::string& draft);  ///< State::forget()

    /// When a draft was accepted last.
    std::optional<TimePoint> newest();
    /// Removes some of what is older than `keep`, those notifications too that never got further
    /// (their queue file is long gone): of each kind of thing `count` at a time, or a few more.
    /// True while there may be more.
    bool prune(TimePoint now, Duration keep, int count);

  private:
    using Text = std::string;

    std::optional<Notification> find(const Text& id);
    /// When the record was put back from a copy last.
    std::optional<TimePoint> restored();
    /// Of the same draft, for another agent; that mailbox under any spelling.
    std::optional<Notification> sent_to_same_address(const Notification& notification);
    Settlement withhold(Notification notification);
    Settlement divert(Notification notification, const Destination& fallback,
                      const std::optional<Notification>& earlier);
    Settlement depart(Notification notification, const Destination& to,
                      const std::optional<Notification>& earlier);
    Settlement wait(Notification notification, const SenderChoice& none);
    bool was_put_off(const ProvedBounce& bounce);
    void retry(const ProvedBounce& bounce, BounceEffect& effect);
    /// Why it is not sent once more, or nothing: then it leaves from that domain.
    std::string objection_to_retry(const ProvedBounce& bounce,
                                   const std::optional<Notification>& notification);
    bool leave_again(Notification& notification, const ProvedBounce& bounce,
                     std::string_view refused);
    BounceEffect again(const ProvedBounce& bounce, const EarlierReport& earlier);
    Settlement merge(Notification notification, Notification into);

    soci::session& sql_;
    AddressComparison comparison_;
    Query<NotificationRow> put_;
    Query<In<Text>, NotificationRow> by_id_;
    Query<In<Text, Text>, Out<Text>> fates_of_draft_;
    Query<In<Text, Text>> remove_draft_;
    Query<In<Text, Text, Text, Text>, NotificationRow> sent_to_;
    Query<In<Text, Text, Text>, NotificationRow> sent_of_draft_;
    Query<In<Text>, Out<Text, long long>> last_report_;
    Query<In<Text, Text, long long>> put_report_;
    Query<In<long long, long long, int>> prune_;
    Query<In<long long>> prune_reports_;
    Query<In<>, Out<long long>> newest_;
    Query<In<>, Out<long long>> restored_;
};

}  // namespace postern
