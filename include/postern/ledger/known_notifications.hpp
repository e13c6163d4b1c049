// SPDX-License-Identifier: Apache-2.0
//
// The book's page on notifications: those that were loaded, with what the batch changed of them.
//
// What is loaded never takes the place of what the batch decided. A question about what was not
// loaded throws std::logic_error: the request's reach is too small.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "postern/address/comparison.hpp"
#include "postern/ledger/change.hpp"
#include "postern/ledger/reach.hpp"

namespace postern::ledger {

struct LossReport {
    std::string notification;
    TimePoint at;
    bool operator==(const LossReport&) const = default;
};

class KnownNotifications {
  public:
    /// Of `reach`, what was not loaded yet; from now on it counts as loaded.
    NotificationReach take_up(const NotificationReach& reach);

    void load(Notification notification);
    /// A notification of a draft of which nothing else is asked.
    void load(const DraftRef& draft, const std::string& id, Fate fate);
    void load_loss_report(const std::string& account, LossReport report);
    /// The first and the last of all accounts, in the order of their names.
    void load_accounts(const std::string& first, const std::string& last);
    void load_restored(TimePoint at) { restored_ = at; }

    void apply(const PutNotification& change);
    void apply(const RemoveDraft& change);
    void apply(const PutLossReport& change);

    [[nodiscard]] std::optional<Notification> find(const std::string& id) const;
    [[nodiscard]] bool has_any(const DraftRef& draft) const;
    /// Whether one of them was seen at OUT, and not given up since.
    [[nodiscard]] bool got_further(const DraftRef& draft) const;
    /// Another than `except` that was sent to that mailbox.
    [[nodiscard]] std::optional<Notification> sent_to(const SentTo& place,
                                                      const std::string& except,
                                                      const AddressComparison& comparison) const;
    [[nodiscard]] std::optional<LossReport> loss_report(const std::string& account) const;
    [[nodiscard]] bool several_accounts() const;
    [[nodiscard]] std::optional<TimePoint> restored() const;

  private:
    void forget(const std::string& id);
    void enter(const Notification& notification);
    [[nodiscard]] const Notification& sent(const std::string& id) const;

    NotificationReach loaded_;
    std::unordered_map<std::string, std::optional<Notification>> by_id_;
    std::map<DraftRef, std::map<std::string, Fate>> drafts_;       ///< Fate, by id.
    std::map<DraftRef, std::map<std::string, std::string>> sent_;  ///< Id, by address.
    std::map<std::string, LossReport> loss_reports_;
    std::optional<std::string> first_account_;
    std::optional<std::string> last_account_;
    std::optional<TimePoint> restored_;
};

}  // namespace postern::ledger
