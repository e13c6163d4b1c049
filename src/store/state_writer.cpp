// SPDX-License-Identifier: Apache-2.0
#include "state_writer.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

#include "postern/base/guard.hpp"
#include "postern/base/log.hpp"

#include "failure.hpp"
#include "judging.hpp"
#include "schema.hpp"

namespace postern {

namespace {

constexpr Duration kPruneEvery = std::chrono::hours{1};
/// Small enough that nobody waits noticeably for a chunk to be committed.
constexpr int kPruneChunk = 200;
/// How often an idle writer looks at the clock.
constexpr std::chrono::milliseconds kPatience{10'000};
constexpr std::string_view kThread = "state writer";

void fail_all(const WriteQueue::Batch& batch, const std::shared_ptr<const Error>& failure) {
    for (const auto& entry : batch) entry.job->fail(failure);
}

}  // namespace

StateWriter::StateWriter(std::shared_ptr<const Engine> engine, const Clock& clock,
                         StateOptions options, ledger::SharedTerms terms,
                         std::function<void()> after_refusal)
    : engine_(std::move(engine)),
      clock_(clock),
      options_(std::move(options)),
      terms_(std::move(terms)),
      forget_after_(terms_->reputation.forget_after),
      after_refusal_(std::move(after_refusal)) {}

StateWriter::~StateWriter() {
    queue_.close();
    if (thread_.joinable()) thread_.join();
}

Result<void> StateWriter::start() {
    if (auto opened = connect(); !opened && !options_.database.may_be_absent) return opened;
    try {
        thread_ = std::thread([this] { run(); });
    } catch (const std::system_error& e) {
        return Error{ErrorCode::unavailable, std::string("no thread to write with: ") + e.what()};
    }
    return {};
}

void StateWriter::post(ledger::Request request) {
    if (queue_.post(std::make_unique<AwaitedRequest>(ledger::Asked{std::move(request)}))) return;
    LogLine(Severity::warning, "state-queue-full")
        .with("lost", "a record of a parked notification");
}

void StateWriter::run() {
    keep_going(kThread, [this] {
        Pulse pulse(options_.pulses, std::string(kThread));
        pulse_ = &pulse;
        while (const auto batch = queue_.take(patience())) {
            pulse.beat();
            complete_terms(*batch);
            write(*batch);
            queue_.finish(*batch);
            if (batch->empty() && !prune_clock_) connect_while_idle();
            if (options_.prunes && prune_clock_) prune();
        }
    });
}

void StateWriter::complete_terms(const WriteQueue::Batch& batch) {
    for (const auto& entry : batch) {
        auto* const asked = entry.job->asked();
        if (asked == nullptr) continue;
        if (!asked->terms)
            asked->terms = terms_;
        else
            forget_after_ = asked->terms->reputation.forget_after;
    }
}

void StateWriter::write(const WriteQueue::Batch& batch) noexcept {
    if (batch.empty()) return;
    wrote_ = true;
    const bool written = guarded(kThread, [&] {
        if (write_together(batch)) return;
        const auto each = write_each(batch);
        if (!each) fail_all(batch, std::make_shared<const Error>(each.error()));
    });
    if (written) return;
    session_.reset();
    fail_all(batch, defect_);
}

bool StateWriter::write_together(const WriteQueue::Batch& batch) {
    bool in_a_job = false;
    Result<void> written;
    try {
        written = commit([&](Ledger& ledger) {
            in_a_job = true;
            carry_out(batch, ledger);
            in_a_job = false;
        });
    } catch (...) {
        session_.reset();
        if (!in_a_job) throw;
    }
    if (in_a_job) return false;
    if (!written) fail_all(batch, std::make_shared<const Error>(written.error()));
    return true;
}

Result<void> StateWriter::write_each(const WriteQueue::Batch& batch) {
    return commit([&](Ledger&) {
        for (const auto& entry : batch) write_behind_savepoint(*entry.job);
    });
}

void StateWriter::write_behind_savepoint(WriteJob& job) {
    auto& sql = session_->connection->sql();
    sql << "SAVEPOINT job";
    try {
        auto written = catching([&] { carry_out(job, session_->ledger); });
        if (!written) {
            job.fail(
                std::make_shared<const Error>(std::move(written).with_context("state").error()));
        }
    } catch (...) {
        log_defect(kThread);
        job.fail(defect_);
    }
    if (job.is_failed()) sql << "ROLLBACK TO SAVEPOINT job";
    sql << "RELEASE SAVEPOINT job";
}

Result<void> StateWriter::connect() {
    auto connection = engine_->connect(Access::write);
    if (!connection) return connection.error();
    if (auto migrated = migrate_schema(**connection, kStateSchema); !migrated) return migrated;
    auto session = catching([&] {
        auto opened = std::make_unique<Session>(*std::move(connection));
        // Before anything is written: what this process records bears the time of its own clock.
        if (!prune_clock_)
            prune_clock_.emplace(opened->ledger.notifications.newest().value_or(clock_.now()));
        return opened;
    });
    if (!session) return session.error();
    session_ = *std::move(session);
    return {};
}

void StateWriter::connect_while_idle() {
    const Pulse::Outside outside(*pulse_);
    (void)connect();
}

template <typename Change>
Result<void> StateWriter::commit(const Change& change) {
    auto committed = transaction(change);
    return committed ? committed : refused(committed.error());
}

template <typename Change>
Result<void> StateWriter::transaction(const Change& change) {
    const Pulse::Outside outside(*pulse_);
    if (session_ && !session_->connection->is_current()) session_.reset();
    if (!session_) {
        if (auto opened = connect(); !opened) return opened;
    }
    auto committed = catching([&] {
        session_->connection->begin(Access::write);
        change(session_->ledger);
        session_->connection->commit();
    });
    if (!committed) session_.reset();
    return committed;
}

Error StateWriter::refused(const Error& error) {
    after_refusal_();
    return {ErrorCode::unavailable, error.message(), {"state"}};
}

/// Not where the clock was set back: that would be the end of it for as long as that was.
bool StateWriter::is_prune_due(TimePoint now) const {
    return now >= next_prune_ || now < next_prune_ - kPruneEvery;
}

/// A chunk at most: once an hour, and then at its pace until nothing is left that is old enough.
void StateWriter::prune() {
    const auto now = clock_.now();
    if (!pruned_as_of_ && is_prune_due(now)) {
        // Also where it ends in an exception.
        next_prune_ = now + kPruneEvery;
        pruned_as_of_ = prune_clock_->at(now);
        prune_pace_ = {};
    }
    if (!pruned_as_of_ || prune_pace_.wait() > std::chrono::milliseconds{0}) return;
    if (prune_some(*pruned_as_of_)) return;
    tell_clock_ahead(now, *pruned_as_of_);
    pruned_as_of_.reset();
}

bool StateWriter::prune_some(TimePoint as_of) {
    bool more = false;
    const auto begun = Pace::Clock::now();
    const auto pruned = commit([&](Ledger& ledger) {
        more = ledger.prune(as_of, options_.keep, forget_after_, kPruneChunk);
    });
    prune_pace_.took(Pace::Clock::now() - begun, std::exchange(wrote_, false));
    if (pruned) return more;
    LogLine(Severity::warning, "state-not-pruned").with("error", pruned.error().message());
    return false;
}

std::chrono::milliseconds StateWriter::patience() const {
    return pruned_as_of_ ? std::min(kPatience, prune_pace_.wait()) : kPatience;
}

void StateWriter::tell_clock_ahead(TimePoint now, TimePoint trusted) {
    constexpr Duration kTolerance = std::chrono::days{7};
    if (now <= trusted + kTolerance) {
        clock_ahead_.end();
        return;
    }
    if (!clock_ahead_.tell(now)) return;
    LogLine(Severity::warning, "clock-ahead-of-record")
        .with("now", format_time(now))
        .with("pruned_as_of", format_time(trusted));
}

}  // namespace postern
