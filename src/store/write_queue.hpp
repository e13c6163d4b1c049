// SPDX-License-Identifier: Apache-2.0
//
// Jobs on their way to the one thread that writes.
//
// Whoever waits keeps its job on its own stack; a job not waited for belongs to the queue. What
// arrives while a batch is being committed forms the next batch. Where there are fewer than last
// time the others are about to come, and are waited for a little: otherwise batches alternate
// between one and all the rest. Who writes alone waits for nobody.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "postern/base/result.hpp"
#include "postern/ledger/request.hpp"

#include "ledger.hpp"

namespace postern {

class WriteJob {
  public:
    WriteJob() = default;
    WriteJob(const WriteJob&) = delete;
    WriteJob& operator=(const WriteJob&) = delete;
    virtual ~WriteJob() = default;

    // What follows may be called again where its transaction came to nothing.

    /// What is to be decided; null where the job works on the tables itself, by write().
    [[nodiscard]] virtual ledger::Asked* asked() { return nullptr; }
    /// What was decided; it counts once that is committed.
    virtual void take(ledger::Answer&& /*answer*/) {}
    virtual void write(Ledger& /*ledger*/) {}

    /// What its waiter is told; null: that it is written. Of the writing thread.
    void fail(std::shared_ptr<const Error> failure) noexcept { failure_ = std::move(failure); }
    [[nodiscard]] bool is_failed() const noexcept { return failure_ != nullptr; }

  private:
    friend class WriteQueue;
    std::shared_ptr<const Error> failure_;  ///< Shared: it is handed over without memory.
};

class WriteQueue {
  public:
    /// Where somebody waits. Of the queue, so that it can be woken when its job is no more.
    struct Waiter {
        std::condition_variable done;
        bool finished = false;
    };
    struct Entry {
        WriteJob* job;
        std::unique_ptr<WriteJob> posted;  ///< The same, where nobody waits for it.
        Waiter* waiter = nullptr;
    };
    using Batch = std::vector<Entry>;

    /// How long at most the others are waited for.
    static constexpr std::chrono::microseconds kCompany{300};

    explicit WriteQueue(std::chrono::microseconds company = kCompany) : company_(company) {}

    /// Returns when the batch it went into is finished: with the error that it was failed with, if
    /// it was.
    Result<void> wait_for(WriteJob& job);

    /// Not waited for. False, and nothing queued, where `kLongest` jobs are waiting already.
    bool post(std::unique_ptr<WriteJob> job);

    /// The oldest jobs, at most `kLargestBatch`; empty after `patience` without any. Nothing once
    /// the queue is closed and empty.
    std::optional<Batch> take(std::chrono::milliseconds patience);

    /// Wakes those who wait for the batch's jobs. No job may be touched afterwards.
    void finish(const Batch& batch) noexcept;

    /// Lets take() come to an end; what is queued is still handed out.
    void close();

  private:
    static constexpr std::size_t kLongest = 100'000;
    static constexpr std::size_t kLargestBatch = 1'000;

    void add(Entry entry);
    void wait_for_company(std::unique_lock<std::mutex>& lock);
    [[nodiscard]] std::unique_ptr<Waiter> take_waiter();

    std::chrono::microseconds company_;
    std::mutex mutex_;
    std::condition_variable arrived_;
    Batch jobs_;
    std::size_t wanted_ = 1;  ///< How many jobs are worth waking the writer for.
    std::size_t last_ = 1;    ///< How many there were in the batch before.
    std::vector<std::unique_ptr<Waiter>> idle_;
    bool closed_ = false;
};

}  // namespace postern
