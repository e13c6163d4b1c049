// SPDX-License-Identifier: Apache-2.0
#include "judging.hpp"

#include <algorithm>
#include <span>
#include <vector>

#include "postern/ledger/decide.hpp"

namespace postern {

namespace {

using Jobs = std::span<WriteJob* const>;

void judge(Jobs jobs, Ledger& tables) {
    ledger::Book book;
    ledger::Reach reach;
    for (auto* job : jobs) {
        const auto& [request, terms] = *job->asked();
        merge(reach, reach_of(request, *terms));
    }
    tables.load(reach, book);
    for (auto* job : jobs) {
        const auto& [request, terms] = *job->asked();
        tables.load(reach_beyond(request, book, *terms), book);
        job->take(decide(request, book, *terms));
    }
    tables.write(book.take_changes());
}

void carry_out(Jobs jobs, Ledger& tables) {
    const auto is_other = [](WriteJob* job) { return job->asked() == nullptr; };
    while (!jobs.empty()) {
        const auto end = std::find_if(jobs.begin(), jobs.end(), is_other);
        const auto count = static_cast<std::size_t>(end - jobs.begin());
        if (count > 0) judge(jobs.first(count), tables);
        if (end != jobs.end()) (*end)->write(tables);
        jobs = jobs.subspan(std::min(count + 1, jobs.size()));
    }
}

}  // namespace

void carry_out(const WriteQueue::Batch& batch, Ledger& ledger) {
    std::vector<WriteJob*> jobs;
    jobs.reserve(batch.size());
    for (const auto& entry : batch) jobs.push_back(entry.job);
    carry_out(Jobs(jobs), ledger);
}

void carry_out(WriteJob& job, Ledger& ledger) {
    WriteJob* const one = &job;
    carry_out(Jobs(&one, 1), ledger);
}

}  // namespace postern
