// SPDX-License-Identifier: Apache-2.0
#include <ctime>

#include "postern/maillog/log_source.hpp"

namespace postern {

namespace {

/// Of an hour that there is twice, at the end of summer time, the C library chooses.
TimePoint of_host(TimePoint written) {
    using namespace std::chrono;
    const auto second = floor<seconds>(written);
    const std::time_t as_utc = system_clock::to_time_t(second);
    std::tm parts{};
    ::gmtime_r(&as_utc, &parts);
    parts.tm_isdst = -1;
    const auto there = ::mktime(&parts);
    return TimePoint{seconds{there}} + (written - second);
}

}  // namespace

TimePoint time_on_host(const trail::Stamp& stamp, TimePoint now) {
    return trail::time_of(stamp, now, of_host);
}

}  // namespace postern
