// SPDX-License-Identifier: Apache-2.0
#include "write_queue.hpp"

#include <iterator>
#include <utility>

namespace postern {

Result<void> WriteQueue::wait_for(WriteJob& job) {
    std::unique_lock lock(mutex_);
    if (closed_) return Error{ErrorCode::unavailable, "the state is being closed"};
    auto waiter = take_waiter();
    add({&job, nullptr, waiter.get()});
    waiter->done.wait(lock, [&] { return waiter->finished; });
    idle_.push_back(std::move(waiter));
    if (job.failure_) return *job.failure_;
    return {};
}

bool WriteQueue::post(std::unique_ptr<WriteJob> job) {
    const std::lock_guard lock(mutex_);
    if (closed_ || jobs_.size() >= kLongest) return false;
    WriteJob* const posted = job.get();
    add({posted, std::move(job)});
    return true;
}

void WriteQueue::add(Entry entry) {
    jobs_.push_back(std::move(entry));
    if (jobs_.size() >= wanted_) arrived_.notify_one();
}

std::unique_ptr<WriteQueue::Waiter> WriteQueue::take_waiter() {
    if (idle_.empty()) return std::make_unique<Waiter>();
    auto waiter = std::move(idle_.back());
    idle_.pop_back();
    waiter->finished = false;
    return waiter;
}

std::optional<WriteQueue::Batch> WriteQueue::take(std::chrono::milliseconds patience) {
    std::unique_lock lock(mutex_);
    arrived_.wait_for(lock, patience, [&] { return closed_ || !jobs_.empty(); });
    if (closed_ && jobs_.empty()) return std::nullopt;
    if (jobs_.empty()) return Batch{};
    wait_for_company(lock);
    last_ = jobs_.size();
    if (jobs_.size() <= kLargestBatch) return std::exchange(jobs_, {});
    const auto end = jobs_.begin() + kLargestBatch;
    Batch batch(std::make_move_iterator(jobs_.begin()), std::make_move_iterator(end));
    jobs_.erase(jobs_.begin(), end);
    return batch;
}

void WriteQueue::wait_for_company(std::unique_lock<std::mutex>& lock) {
    wanted_ = last_;
    arrived_.wait_for(lock, company_, [&] { return closed_ || jobs_.size() >= wanted_; });
    wanted_ = 1;
}

void WriteQueue::finish(const Batch& batch) noexcept {
    {
        const std::lock_guard lock(mutex_);
        for (const auto& entry : batch) {
            if (entry.waiter != nullptr) entry.waiter->finished = true;
        }
    }
    // Without the lock, which each of them takes first.
    for (const auto& entry : batch) {
        if (entry.waiter != nullptr) entry.waiter->done.notify_one();
    }
}

void WriteQueue::close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    arrived_.notify_one();
}

}  // namespace postern
