// SPDX-License-Identifier: Apache-2.0
//
// The one writer of the state: a thread that takes what is queued, commits it in one durable
// transaction, wakes those who wait, and prunes once an hour if that is asked of it.
//
// Where the database is in the way a batch fails as a whole: whoever waits for it gets
// ErrorCode::unavailable, the session is closed, and the next batch opens it again, creating the
// database where it was lost. A job that fails by itself answers its waiter alone: the batch is
// written once more, each job behind a savepoint of its own. No exception ends the thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <thread>
#include <type_traits>
#include <utility>

#include "postern/base/clock.hpp"
#include "postern/base/pulse.hpp"
#include "postern/base/spell.hpp"

#include "engine.hpp"
#include "ledger.hpp"
#include "pace.hpp"
#include "prune_clock.hpp"
#include "write_queue.hpp"

namespace postern {

class StateWriter {
  public:
    /// `after_refusal` is called when the database refused a batch, or to be opened for it.
    StateWriter(std::shared_ptr<const Engine> engine, const Clock& clock, StateOptions options,
                ledger::SharedTerms terms, std::function<void()> after_refusal);
    StateWriter(const StateWriter&) = delete;
    StateWriter& operator=(const StateWriter&) = delete;
    /// Writes what is queued first.
    ~StateWriter();

    /// Opens, creates and migrates the database, then starts the thread. Called once. A database
    /// that may be absent is tried again by each batch, and while there is none.
    Result<void> start();

    /// The reply to `request`, once what was decided is committed. By the terms that the state was
    /// opened with where none are given.
    template <typename Request>
    auto decide(Request request, ledger::SharedTerms terms = {})
        -> Result<typename Request::Reply> {
        AwaitedRequest job({std::move(request), std::move(terms)});
        if (auto written = queue_.wait_for(job); !written) return written.error();
        return std::get<typename Request::Reply>(std::move(job.answer));
    }
    /// What `change(ledger)` returned, once that is committed.
    template <typename Change>
    auto write(Change change) -> Result<std::invoke_result_t<Change, Ledger&>> {
        AwaitedJob<Change> job(std::move(change));
        if (auto written = queue_.wait_for(job); !written) return written.error();
        return *std::move(job.answer);
    }

    /// Decides it some time soon; lost, with a warning in the log, where too much is queued.
    void post(ledger::Request request);

  private:
    struct AwaitedRequest final : WriteJob {
        explicit AwaitedRequest(ledger::Asked to_decide) : asked_(std::move(to_decide)) {}
        [[nodiscard]] ledger::Asked* asked() override { return &asked_; }
        void take(ledger::Answer&& decided) override { answer = std::move(decided); }

        ledger::Answer answer;

      private:
        ledger::Asked asked_;
    };
    template <typename Change>
    struct AwaitedJob final : WriteJob {
        explicit AwaitedJob(Change to_do) : change(std::move(to_do)) {}
        void write(Ledger& ledger) override { answer = change(ledger); }

        Change change;
        std::optional<std::invoke_result_t<Change, Ledger&>> answer;
    };
    struct Session {
        explicit Session(std::unique_ptr<Connection> opened)
            : connection(std::move(opened)), ledger(connection->sql()) {}

        std::unique_ptr<Connection> connection;
        Ledger ledger;
    };

    void run();
    void complete_terms(const WriteQueue::Batch& batch);
    /// Afterwards every job is written, or failed.
    void write(const WriteQueue::Batch& batch) noexcept;
    /// All in one transaction; false where one of them kept the others from it.
    bool write_together(const WriteQueue::Batch& batch);
    /// All in one transaction, each behind a savepoint.
    Result<void> write_each(const WriteQueue::Batch& batch);
    /// An exception of the job is its failure, and nobody else's.
    void write_behind_savepoint(WriteJob& job);
    Result<void> connect();
    /// As long as it was never open: who only reads finds it made and migrated then.
    void connect_while_idle();
    /// Calls `change(ledger)` in a transaction of its own.
    template <typename Change>
    Result<void> commit(const Change& change);
    /// The part of it that is spent with the database.
    template <typename Change>
    Result<void> transaction(const Change& change);
    Error refused(const Error& error);
    [[nodiscard]] bool is_prune_due(TimePoint now) const;
    void prune();
    bool prune_some(TimePoint as_of);
    /// How long to wait for a job before there is something else to do.
    [[nodiscard]] std::chrono::milliseconds patience() const;
    void tell_clock_ahead(TimePoint now, TimePoint trusted);

    std::shared_ptr<const Engine> engine_;
    const Clock& clock_;
    StateOptions options_;
    ledger::SharedTerms terms_;
    Duration forget_after_;  ///< As the latest terms have it that a request brought.
    std::function<void()> after_refusal_;
    TimePoint next_prune_{};
    std::optional<PruneClock> prune_clock_;  ///< Since the database was open first.
    Pace prune_pace_;
    bool wrote_ = false;  ///< Something of others since the last piece of pruning.
    std::optional<TimePoint> pruned_as_of_;  ///< While there is something left to prune.
    Spell clock_ahead_;
    std::unique_ptr<Session> session_;  ///< The thread's alone once that runs.
    /// Made in advance: there may be no memory for it when it is needed.
    const std::shared_ptr<const Error> defect_ = std::make_shared<const Error>(
        Error{ErrorCode::internal, "the state's writer met a defect"});
    Pulse* pulse_ = nullptr;  ///< The thread's, while it runs.
    WriteQueue queue_;
    std::thread thread_;
};

}  // namespace postern
