// SPDX-License-Identifier: Apache-2.0
//
// Databases that need not be there when the daemon starts. Each call that finds its database
// closed tries to open it; until that succeeds it answers ErrorCode::unavailable, which becomes
// 451: nothing is lost, and it recovers by itself.
#pragma once

#include <functional>
#include <memory>

#include "postern/base/guarded.hpp"
#include "postern/store/directory.hpp"
#include "postern/store/state.hpp"

namespace postern {

template <typename Store>
class Lazy {
  public:
    using Open = std::function<Result<std::unique_ptr<Store>>()>;

    explicit Lazy(Open open) : open_(std::move(open)) {}

    Result<std::shared_ptr<Store>> get() {
        auto store = store_.lock();
        if (*store) return *store;
        auto opened = open_();
        if (!opened) return Error{ErrorCode::unavailable, opened.error().message()};
        *store = std::move(*opened);
        return *store;
    }

    /// Opens otherwise from the next call on; those under way end with what they have.
    void replace(Open open) {
        std::shared_ptr<Store> old;
        auto store = store_.lock();
        open_ = std::move(open);
        old.swap(*store);
    }

  private:
    Open open_;
    Guarded<std::shared_ptr<Store>> store_;
};

class LazyDirectory final : public Directory {
  public:
    explicit LazyDirectory(const DatabaseOptions& options);

    Result<DraftFacts> draft_facts(const std::string& account, const std::string& chat,
                                   const std::optional<std::string>& group) override;
    Result<NotificationFacts> notification_facts(const Draft& draft, const std::string& agent,
                                                 const PresenceTerms& terms) override;
    Result<bool> has_account(const std::string& account) override;
    Result<bool> has_address(const std::string& account, const Address& address) override;

  private:
    Lazy<Directory> directory_;
};

class LazyState final : public State {
  public:
    explicit LazyState(const StateOptions& options);

    /// Goes by these from the next call on. Of one thread only.
    void change_terms(const SuppressionTerms& suppression, const ReputationSettings& reputation);

    Result<bool> accept(std::vector<Notification> notifications) override;
    using State::settle;
    Result<Settlement> settle(Notification notification, std::vector<Destination> to) override;
    Result<bool> claim_report(const std::string& account, const std::string& notification,
                              TimePoint at) override;
    void park(Notification notification) override;
    Result<std::vector<Notification>> give_up(std::vector<GivenUp> lost) override;
    Result<int> forget(const std::string& account, const std::string& draft) override;
    Result<std::vector<Notification>> unfinished() override;
    Result<std::vector<Notification>> find(const NotificationFilter& filter) override;

    Result<BounceEffect> bounced(ProvedBounce bounce) override;
    void disbelieve(std::string victim, Disbelief why, TimePoint at) override;
    Result<std::vector<Suppression>> suppressions(const SuppressionFilter& filter) override;
    Result<std::vector<SuppressionChange>> suppression_changes(const std::string& subject,
                                                               int limit) override;
    Result<std::vector<RecordedBounce>> bounces_of(const std::string& notification) override;
    Result<std::vector<DisbelievedReports>> disbelieved(int limit) override;
    Result<std::vector<UnknownBounce>> not_understood(TimePoint since, int limit) override;
    Result<int> suppress(std::vector<Suppression> suppressions, IfHeld if_held,
                         Author author) override;
    Result<int> lift(std::vector<std::string> subjects, Author author) override;

    Result<std::vector<SenderStanding>> sender_standings(const SenderFilter& filter) override;
    Result<std::vector<SenderChange>> sender_changes(const SenderFilter& filter) override;
    Result<std::vector<SenderRecord>> sender_traffic(const SenderFilter& filter,
                                                     TimePoint since) override;
    Result<std::vector<SenderRecord>> sent_on_day(TimePoint at) override;
    Result<void> suspend_sender(SenderStanding standing, Author author) override;
    Result<int> resume_sender(std::string domain, std::string provider, Author author) override;

  private:
    StateOptions options_;
    Lazy<State> state_;
};

}  // namespace postern
