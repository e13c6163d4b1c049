// SPDX-License-Identifier: Apache-2.0
#include "postern/base/pulse.hpp"

#include <algorithm>
#include <pthread.h>
#include <utility>

namespace postern {

namespace {

/// Of processor time: no batch of records, and no list, takes a part of it.
constexpr Duration kMostWork = std::chrono::seconds{30};

bool has_halted(const Sign& sign) {
    if (sign.silent <= kLongestRound) return false;
    return !sign.is_outside || sign.worked > kMostWork;
}

}  // namespace

std::optional<Sign> halted(const std::vector<Sign>& signs) {
    const auto found = std::find_if(signs.begin(), signs.end(), has_halted);
    if (found == signs.end()) return std::nullopt;
    return *found;
}

std::vector<Sign> Pulses::signs() {
    std::vector<Sign> found;
    // Under the lock: no thread ends, and takes its pulse and its clock along, while it is read.
    auto all = all_.lock();
    for (const auto* pulse : *all) found.push_back(pulse->sign());
    return found;
}

Pulse::Pulse(Pulses* pulses, std::string thread)
    : pulses_(pulses), thread_(std::move(thread)), last_(Steady::now().time_since_epoch()) {
    if (::pthread_getcpuclockid(::pthread_self(), &processor_) != 0) processor_ = CLOCK_REALTIME;
    if (pulses_ != nullptr) pulses_->all_.lock()->push_back(this);
}

Pulse::~Pulse() {
    if (pulses_ != nullptr) pulses_->all_.lock()->remove(this);
}

void Pulse::beat() noexcept {
    last_ = Steady::now().time_since_epoch();
}

Sign Pulse::sign() const {
    const auto silent = Steady::now().time_since_epoch() - last_.load();
    Sign sign{thread_, std::chrono::duration_cast<Duration>(silent), is_outside_};
    if (sign.is_outside) sign.worked = processor_time() - went_out_.load();
    return sign;
}

Duration Pulse::processor_time() const noexcept {
    timespec time{};
    ::clock_gettime(processor_, &time);
    return std::chrono::duration_cast<Duration>(std::chrono::seconds{time.tv_sec} +
                                                std::chrono::nanoseconds{time.tv_nsec});
}

Pulse::Outside::Outside(Pulse& pulse) noexcept : pulse_(pulse) {
    pulse_.went_out_ = pulse_.processor_time();
    pulse_.is_outside_ = true;
}

Pulse::Outside::~Outside() {
    pulse_.beat();
    pulse_.is_outside_ = false;
}

}  // namespace postern
