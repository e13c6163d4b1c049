// SPDX-License-Identifier: Apache-2.0
#include "lazy_stores.hpp"

namespace postern {

namespace {

/// Opens where needed, then asks.
template <typename Store, typename Ask>
auto ask(Lazy<Store>& lazy, Ask question) -> decltype(question(std::declval<Store&>())) {
    const auto store = lazy.get();
    if (!store) return store.error();
    return question(**store);
}

}  // namespace

LazyDirectory::LazyDirectory(const DatabaseOptions& options)
    : directory_([options] { return open_directory(options); }) {}

Result<DraftFacts> LazyDirectory::draft_facts(const std::string& account, const std::string& chat,
                                              const std::optional<std::string>& group) {
    return ask(directory_, [&](Directory& d) { return d.draft_facts(account, chat, group); });
}

Result<NotificationFacts> LazyDirectory::notification_facts(const Draft& draft,
                                                            const std::string& agent,
                                                            const PresenceTerms& terms) {
    return ask(directory_, [&](Directory& d) { return d.notification_facts(draft, agent, terms); });
}

Result<bool> LazyDirectory::has_account(const std::string& account) {
    return ask(directory_, [&](Directory& d) { return d.has_account(account); });
}

Result<bool> LazyDirectory::has_address(const std::string& account, const Address& address) {
    return ask(directory_, [&](Directory& d) { return d.has_address(account, address); });
}

LazyState::LazyState(const StateOptions& options)
    : options_(options), state_([options] { return open_state(options); }) {}

void LazyState::change_terms(const SuppressionTerms& suppression,
                             const ReputationSettings& reputation) {
    if (suppression == options_.suppression && reputation == options_.reputation) return;
    options_.suppression = suppression;
    options_.reputation = reputation;
    state_.replace([options = options_] { return open_state(options); });
}

Result<bool> LazyState::accept(std::vector<Notification> notifications) {
    return ask(state_, [&](State& s) { return s.accept(std::move(notifications)); });
}

Result<Settlement> LazyState::settle(Notification notification, std::vector<Destination> to) {
    return ask(state_, [&](State& s) { return s.settle(std::move(notification), std::move(to)); });
}

Result<bool> LazyState::claim_report(const std::string& account, const std::string& notification,
                                     TimePoint at) {
    return ask(state_, [&](State& s) { return s.claim_report(account, notification, at); });
}

void LazyState::park(Notification notification) {
    if (const auto state = state_.get()) (*state)->park(std::move(notification));
}

Result<std::vector<Notification>> LazyState::give_up(std::vector<GivenUp> lost) {
    return ask(state_, [&](State& s) { return s.give_up(std::move(lost)); });
}

Result<int> LazyState::forget(const std::string& account, const std::string& draft) {
    return ask(state_, [&](State& s) { return s.forget(account, draft); });
}

Result<std::vector<Notification>> LazyState::unfinished() {
    return ask(state_, [](State& s) { return s.unfinished(); });
}

Result<std::vector<Notification>> LazyState::find(const NotificationFilter& filter) {
    return ask(state_, [&](State& s) { return s.find(filter); });
}

Result<BounceEffect> LazyState::bounced(ProvedBounce bounce) {
    return ask(state_, [&](State& s) { return s.bounced(std::move(bounce)); });
}

void LazyState::disbelieve(std::string victim, Disbelief why, TimePoint at) {
    if (const auto state = state_.get()) (*state)->disbelieve(std::move(victim), why, at);
}

Result<std::vector<Suppression>> LazyState::suppressions(const SuppressionFilter& filter) {
    return ask(state_, [&](State& s) { return s.suppressions(filter); });
}

Result<std::vector<SuppressionChange>> LazyState::suppression_changes(const std::string& subject,
                                                                      int limit) {
    return ask(state_, [&](State& s) { return s.suppression_changes(subject, limit); });
}

Result<std::vector<RecordedBounce>> LazyState::bounces_of(const std::string& notification) {
    return ask(state_, [&](State& s) { return s.bounces_of(notification); });
}

Result<std::vector<DisbelievedReports>> LazyState::disbelieved(int limit) {
    return ask(state_, [&](State& s) { return s.disbelieved(limit); });
}

Result<std::vector<UnknownBounce>> LazyState::not_understood(TimePoint since, int limit) {
    return ask(state_, [&](State& s) { return s.not_understood(since, limit); });
}

Result<int> LazyState::suppress(std::vector<Suppression> suppressions, IfHeld if_held,
                                Author author) {
    return ask(state_,
               [&](State& s) { return s.suppress(std::move(suppressions), if_held, author); });
}

Result<int> LazyState::lift(std::vector<std::string> subjects, Author author) {
    return ask(state_, [&](State& s) { return s.lift(std::move(subjects), author); });
}

Result<std::vector<SenderStanding>> LazyState::sender_standings(const SenderFilter& filter) {
    return ask(state_, [&](State& s) { return s.sender_standings(filter); });
}

Result<std::vector<SenderChange>> LazyState::sender_changes(const SenderFilter& filter) {
    return ask(state_, [&](State& s) { return s.sender_changes(filter); });
}

Result<std::vector<SenderRecord>> LazyState::sender_traffic(const SenderFilter& filter,
                                                            TimePoint since) {
    return ask(state_, [&](State& s) { return s.sender_traffic(filter, since); });
}

Result<std::vector<SenderRecord>> LazyState::sent_on_day(TimePoint at) {
    return ask(state_, [&](State& s) { return s.sent_on_day(at); });
}

Result<void> LazyState::suspend_sender(SenderStanding standing, Author author) {
    return ask(state_, [&](State& s) { return s.suspend_sender(std::move(standing), author); });
}

Result<int> LazyState::resume_sender(std::string domain, std::string provider, Author author) {
    return ask(state_, [&](State& s) {
        return s.resume_sender(std::move(domain), std::move(provider), author);
    });
}

}  // namespace postern
