// SPDX-License-Identifier: Apache-2.0
#include "statistics.hpp"

#include <algorithm>
#include <cmath>

namespace postern {

namespace {

template <typename Counts>
void add_each(Counts& sum, const Counts& more) {
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += more[i];
}

}  // namespace

void Statistics::count(Ending ending, Microseconds latency) {
    ++endings_[static_cast<std::size_t>(ending)];
    latencies_.push_back(latency);
}

void Statistics::add(const Statistics& other) {
    add_each(answers_, other.answers_);
    add_each(endings_, other.endings_);
    add_each(modifications_, other.modifications_);
    latencies_.insert(latencies_.end(), other.latencies_.begin(), other.latencies_.end());
}

std::uint64_t Statistics::ended(Ending ending) const {
    return endings_[static_cast<std::size_t>(ending)];
}

Microseconds Statistics::latency(double share) const {
    if (latencies_.empty()) return Microseconds(0);
    auto sorted = latencies_;
    const auto rank = std::ceil(share * static_cast<double>(sorted.size()));
    const auto index = static_cast<std::size_t>(std::max(rank, 1.0)) - 1;
    const auto nth =
        sorted.begin() + static_cast<std::ptrdiff_t>(std::min(index, sorted.size() - 1));
    std::nth_element(sorted.begin(), nth, sorted.end());
    return *nth;
}

}  // namespace postern
