// SPDX-License-Identifier: Apache-2.0
#include "write_queue.hpp"

#include <iterator>
#include <utility>

namespace postern {

Result<void> WriteQueue::wait_for(WriteJob& job) {
    std::unique_lock lock(mutex_);
    if (closed_) return Error{ErrorCode::unavailable, "the state is being closed"};
    jobs_.push_back({&job});
    arrived_.notify_one();
    job.done_.wait(lock, [&] { return job.finished_; });
    if (job.failure_) return *job.failure_;
    return {};
}

bool WriteQueue::post(std::unique_ptr<WriteJob> job) {
    const std::lock_guard lock(mutex_);
    if (closed_ || jobs_.size() >= kLongest) return false;
    WriteJob* const posted = job.get();
    jobs_.push_back({posted, std::move(job)});
    arrived_.notify_one();
    return true;
}

std::optional<WriteQueue::Batch> WriteQueue::take(std::chrono::milliseconds patience) {
    std::unique_lock lock(mutex_);
    arrived_.wait_for(lock, patience, [&] { return closed_ || !jobs_.empty(); });
    if (closed_ && jobs_.empty()) return std::nullopt;
    if (jobs_.size() <= kLargestBatch) return std::exchange(jobs_, {});
    const auto end = jobs_.begin() + kLargestBatch;
    Batch batch(std::make_move_iterator(jobs_.begin()), std::make_move_iterator(end));
    jobs_.erase(jobs_.begin(), end);
    return batch;
}

void WriteQueue::finish(const Batch& batch) noexcept {
    // Under the lock to the end: a waiter that saw `finished_` destroys its job at once.
    const std::lock_guard lock(mutex_);
    for (const auto& [job, posted] : batch) {
        if (posted) continue;
        job->finished_ = true;
        job->done_.notify_one();
    }
}

void WriteQueue::close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    arrived_.notify_one();
}

}  // namespace postern
