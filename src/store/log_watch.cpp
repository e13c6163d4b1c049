// SPDX-License-Identifier: Apache-2.0
#include "postern/store/log_watch.hpp"

#include "postern/base/log.hpp"

#include "engine.hpp"

namespace postern {

namespace {

void tell_grown(std::string_view event, const DatabaseOptions& database, std::uintmax_t octets) {
    constexpr std::uintmax_t kMebibyte = 1024UL * 1024;
    LogLine(Severity::warning, event)
        .with("database", database.url)
        .with("mebibytes", static_cast<std::int64_t>(octets / kMebibyte));
}

void tell_shrunk(std::string_view event, const DatabaseOptions& database) {
    LogLine(Severity::info, event).with("database", database.url);
}

}  // namespace

std::uintmax_t log_octets(const DatabaseOptions& database) {
    const auto engine = engine_of(database);
    return engine ? (*engine)->log_octets() : 0;
}

LogWatch::LogWatch(DatabaseOptions directory, DatabaseOptions state, std::uintmax_t bound)
    : directory_(std::move(directory)), state_(std::move(state)), bound_(bound) {}

void LogWatch::look() {
    const auto of_directory = log_octets(directory_);
    if (of_directory > bound_ && !directory_has_grown_) {
        tell_grown("directory-log-grown", directory_, of_directory);
    } else if (of_directory <= bound_ && directory_has_grown_) {
        tell_shrunk("directory-log-shrunk", directory_);
    }
    directory_has_grown_ = of_directory > bound_;
    const auto of_state = log_octets(state_);
    if (of_state > bound_ && !state_has_grown_) {
        tell_grown("state-log-grown", state_, of_state);
    } else if (of_state <= bound_ && state_has_grown_) {
        tell_shrunk("state-log-shrunk", state_);
    }
    state_has_grown_ = of_state > bound_;
}

}  // namespace postern
