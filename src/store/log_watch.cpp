// SPDX-License-Identifier: Apache-2.0
#include "postern/store/log_watch.hpp"

#include <string_view>
#include <utility>

#include "postern/base/log.hpp"

#include "engine.hpp"

namespace postern {

namespace {

enum class Crossing : std::uint8_t { none, grown, shrunk };

void tell_grown(std::string_view event, const WatchedLog& log) {
    constexpr std::uintmax_t kMebibyte = 1024UL * 1024;
    LogLine(Severity::warning, event)
        .with("database", log.database.url)
        .with("mebibytes", static_cast<std::int64_t>(log_octets(log.database) / kMebibyte));
}

void tell_shrunk(std::string_view event, const WatchedLog& log) {
    LogLine(Severity::info, event).with("database", log.database.url);
}

/// What has changed since the last look.
Crossing look_at(WatchedLog& log, std::uintmax_t bound) {
    const bool had_grown = std::exchange(log.has_grown, log_octets(log.database) > bound);
    if (log.has_grown == had_grown) return Crossing::none;
    return log.has_grown ? Crossing::grown : Crossing::shrunk;
}

}  // namespace

std::uintmax_t log_octets(const DatabaseOptions& database) {
    const auto engine = engine_of(database);
    return engine ? (*engine)->log_octets() : 0;
}

LogWatch::LogWatch(DatabaseOptions directory, DatabaseOptions state, std::uintmax_t bound)
    : directory_{std::move(directory)}, state_{std::move(state)}, bound_(bound) {}

void LogWatch::look() {
    const auto directory = look_at(directory_, bound_);
    if (directory == Crossing::grown) tell_grown("directory-log-grown", directory_);
    if (directory == Crossing::shrunk) tell_shrunk("directory-log-shrunk", directory_);
    const auto state = look_at(state_, bound_);
    if (state == Crossing::grown) tell_grown("state-log-grown", state_);
    if (state == Crossing::shrunk) tell_shrunk("state-log-shrunk", state_);
}

}  // namespace postern
