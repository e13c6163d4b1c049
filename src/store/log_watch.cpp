// SPDX-License-Identifier: Apache-2.0
#include "postern/store/log_watch.hpp"

#include "postern/base/log.hpp"

#include "engine.hpp"

namespace postern {

namespace {

void tell_grown(const WatchedLog& log, std::uintmax_t octets) {
    constexpr std::uintmax_t kMebibyte = 1024UL * 1024;
    LogLine(Severity::warning, log.grown)
        .with("database", log.database.url)
        .with("mebibytes", static_cast<std::int64_t>(octets / kMebibyte));
}

void tell_shrunk(const WatchedLog& log) {
    LogLine(Severity::info, log.shrunk).with("database", log.database.url);
}

}  // namespace

std::uintmax_t log_octets(const DatabaseOptions& database) {
    const auto engine = engine_of(database);
    return engine ? (*engine)->log_octets() : 0;
}

LogWatch::LogWatch(DatabaseOptions directory, DatabaseOptions state, std::uintmax_t bound)
    : logs_{WatchedLog{std::move(directory), "directory-log-grown", "directory-log-shrunk"},
            WatchedLog{std::move(state), "state-log-grown", "state-log-shrunk"}},
      bound_(bound) {}

void LogWatch::look() {
    for (auto& log : logs_) {
        const auto octets = log_octets(log.database);
        const bool grew = octets > bound_;
        if (grew && !log.has_grown) tell_grown(log, octets);
        if (!grew && log.has_grown) tell_shrunk(log);
        log.has_grown = grew;
    }
}

}  // namespace postern
