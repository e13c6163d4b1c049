// SPDX-License-Identifier: Apache-2.0
#include "postern/store/state.hpp"

#include <limits>

#include "engine.hpp"
#include "schema.hpp"
#include "session_pool.hpp"
#include "state_reader.hpp"
#include "state_writer.hpp"

namespace postern {

namespace {

using Readers = SessionPool<StateReader>;

/// Reading, and writing where there is a writer.
class StoredState final : public State {
  public:
    StoredState(std::shared_ptr<Readers> readers, std::unique_ptr<StateWriter> writer,
                ledger::SharedTerms terms)
        : writer_(std::move(writer)), readers_(std::move(readers)), terms_(std::move(terms)) {}

    Result<void> open() { return readers_->open(1); }
    void open_when_asked() { readers_->open_when_asked(1); }

    Result<bool> accept(std::vector<Notification> notifications) override {
        if (!writer_) return read_only();
        return writer_->decide(ledger::AcceptDraft{std::move(notifications)});
    }

    using State::settle;
    Result<Settlement> settle(Notification notification, std::vector<Destination> to,
                              ledger::SharedTerms terms) override {
        if (!writer_) return read_only();
        return writer_->decide(ledger::Settle{std::move(notification), std::move(to)},
                               std::move(terms));
    }

    void park(Notification notification) override {
        notification.fate = Fate::parked;
        if (writer_) writer_->post(ledger::Park{std::move(notification)});
    }

    Result<std::vector<Notification>> give_up(std::vector<GivenUp> lost) override {
        if (!writer_) return read_only();
        return writer_->decide(ledger::GiveUp{std::move(lost)});
    }

    Result<int> forget(const std::string& account, const std::string& draft) override {
        if (!writer_) return read_only();
        return writer_->write(
            [&](Ledger& ledger) { return ledger.notifications.forget(account, draft); });
    }

    Result<std::vector<Notification>> unfinished() override {
        return readers_->read([](StateReader& reader) { return reader.unfinished(); });
    }

    Result<std::vector<Notification>> find(const NotificationFilter& filter) override {
        return readers_->read([&](StateReader& reader) { return reader.find(filter); });
    }

    Result<bool> claim_report(const std::string& account, const std::string& notification,
                              TimePoint at) override {
        if (!writer_) return read_only();
        return writer_->decide(ledger::ClaimLossReport{account, notification, at});
    }

    using State::bounced;
    Result<BounceEffect> bounced(ProvedBounce bounce, ledger::SharedTerms terms) override {
        if (!writer_) return read_only();
        return writer_->decide(ledger::ApplyBounce{std::move(bounce)}, std::move(terms));
    }

    void disbelieve(std::string victim, Disbelief why, TimePoint at) override {
        if (writer_) writer_->post(ledger::Disbelieve{std::move(victim), why, at});
    }

    Result<std::vector<Suppression>> suppressions(const SuppressionFilter& filter) override {
        if (filter.any_spelling) return suppressions_of_mailbox(filter);
        auto keyed = filter;
        const auto& comparison = comparison_for(filter);
        keyed.subject = comparison.key(filter.subject);
        const auto mailbox = held_mailbox(comparison, filter.subject);
        return readers_->read([&](StateReader& r) { return r.suppressions.find(keyed, mailbox); });
    }

    Result<std::vector<SuppressionChange>> suppression_changes(const std::string& subject,
                                                               int limit) override {
        return readers_->read([&](StateReader& r) {
            return r.suppressions.changes(terms_->suppression.comparison.key(subject), limit);
        });
    }

    Result<std::vector<RecordedBounce>> bounces_of(const std::string& notification) override {
        return readers_->read(
            [&](StateReader& r) { return r.suppressions.bounces_of(notification); });
    }

    Result<std::vector<DisbelievedReports>> disbelieved(int limit) override {
        return readers_->read([&](StateReader& r) { return r.suppressions.disbelieved(limit); });
    }

    Result<std::vector<UnknownBounce>> not_understood(TimePoint since, int limit) override {
        return readers_->read(
            [&](StateReader& r) { return r.suppressions.not_understood(since, limit); });
    }

    Result<int> suppress(std::vector<Suppression> suppressions, IfHeld if_held,
                         Author author) override {
        if (!writer_) return read_only();
        return writer_->decide(
            ledger::Suppress{std::move(suppressions), if_held, std::move(author)});
    }

    Result<int> lift(std::vector<std::string> subjects, Author author) override {
        if (!writer_) return read_only();
        return writer_->decide(ledger::Lift{std::move(subjects), std::move(author)});
    }

    Result<std::vector<SenderStanding>> sender_standings(const SenderFilter& filter) override {
        return readers_->read([&](StateReader& r) { return r.senders.standings(filter); });
    }

    Result<std::vector<SenderChange>> sender_changes(const SenderFilter& filter) override {
        return readers_->read([&](StateReader& r) { return r.senders.changes(filter); });
    }

    Result<std::vector<SenderRecord>> sender_traffic(const SenderFilter& filter,
                                                     TimePoint since) override {
        return readers_->read([&](StateReader& r) { return r.senders.traffic(filter, since); });
    }

    Result<std::vector<SenderRecord>> sent_on_day(TimePoint at) override {
        return readers_->read([&](StateReader& r) { return r.senders.sent_on_day(at); });
    }

    Result<void> suspend_sender(SenderStanding standing, Author author) override {
        if (!writer_) return read_only();
        const auto written =
            writer_->decide(ledger::SuspendSender{std::move(standing), std::move(author)});
        return written ? Result<void>{} : written.error();
    }

    Result<int> resume_sender(std::string domain, std::string provider, Author author) override {
        if (!writer_) return read_only();
        return writer_->decide(
            ledger::ResumeSender{std::move(domain), std::move(provider), std::move(author)});
    }

    Result<int> follow(std::vector<trail::Sighting> sightings, LogPosition position) override {
        if (!writer_) return read_only();
        return writer_->write(
            [&](Ledger& ledger) { return ledger.trails.follow(sightings, position); });
    }

    Result<std::string> position_in(const std::string& log) override {
        return readers_->read([&](StateReader& r) { return r.trails.position_in(log); });
    }

    Result<std::vector<OpenTrail>> open_trails(int limit) override {
        return readers_->read([&](StateReader& r) { return r.trails.open(limit); });
    }

    Result<std::vector<std::string>> seen_in(const std::string& queue_id) override {
        return readers_->read([&](StateReader& r) { return r.trails.seen_in(queue_id); });
    }

    Result<std::vector<trail::Trail>> trails_of(const std::string& notification) override {
        return readers_->read(
            [&](StateReader& r) { return r.trails.of_notification(notification); });
    }

  private:
    static Error read_only() {
        return {ErrorCode::internal, "the state was opened for reading only"};
    }

    [[nodiscard]] const AddressComparison& comparison_for(const SuppressionFilter& filter) const {
        return (filter.terms ? filter.terms : terms_)->suppression.comparison;
    }

    Result<std::vector<Suppression>> suppressions_of_mailbox(const SuppressionFilter& filter) {
        const auto& comparison = comparison_for(filter);
        const auto mailbox = held_mailbox(comparison, filter.subject);
        auto wide = filter;
        wide.subject.clear();
        wide.limit = std::numeric_limits<int>::max();
        auto found =
            readers_->read([&](StateReader& r) { return r.suppressions.find(wide, mailbox); });
        if (!found) return found;
        std::erase_if(*found, [&](const Suppression& each) {
            return held_mailbox(comparison, each.subject) != mailbox;
        });
        const auto most = static_cast<std::size_t>(filter.limit);
        if (found->size() > most) found->erase(found->begin() + filter.limit, found->end());
        return found;
    }

    // In this order: the writer closes last, and with it everything reaches the main file.
    std::unique_ptr<StateWriter> writer_;
    std::shared_ptr<Readers> readers_;
    ledger::SharedTerms terms_;
};

const Clock& clock_of(const StateOptions& options) {
    static const SystemClock system;
    return options.clock != nullptr ? *options.clock : system;
}

}  // namespace

Result<Settlement> State::settle(Notification notification, std::vector<Destination> to) {
    return settle(std::move(notification), std::move(to), {});
}

Result<Settlement> State::settle(Notification notification) {
    std::vector<Destination> to{{notification.address,
                                 notification.provider,
                                 {{notification.sender_domain, notification.message_id}}}};
    return settle(std::move(notification), std::move(to), {});
}

Result<std::unique_ptr<State>> open_state(const StateOptions& options) {
    auto opened = engine_of(options.database);
    if (!opened) return opened.error();
    const std::shared_ptr<const Engine> engine = *std::move(opened);
    const auto readers = std::make_shared<Readers>(engine, kStateSchema);
    const auto terms = std::make_shared<const ledger::Terms>(options.terms);
    std::unique_ptr<StateWriter> writer;
    if (!options.read_only) {
        const auto after_refusal = [held = std::weak_ptr(readers)] {
            if (const auto pool = held.lock()) pool->close_doubted();
        };
        writer =
            std::make_unique<StateWriter>(engine, clock_of(options), options, terms, after_refusal);
        if (auto started = writer->start(); !started) {
            return std::move(started).with_context("state").error();
        }
    }
    auto state = std::make_unique<StoredState>(readers, std::move(writer), terms);
    if (options.database.may_be_absent) {
        state->open_when_asked();
        return std::unique_ptr<State>(std::move(state));
    }
    if (auto readable = state->open(); !readable) {
        return std::move(readable).with_context("state").error();
    }
    return std::unique_ptr<State>(std::move(state));
}

}  // namespace postern
