// SPDX-License-Identifier: Apache-2.0
#include "postern/base/log.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <syslog.h>

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/sinks/syslog_sink.h>
#include <spdlog/spdlog.h>

#include "postern/base/guarded.hpp"
#include "postern/base/visible.hpp"

namespace postern {

namespace {

constexpr const char* kName = "postern";

std::shared_ptr<spdlog::logger> to_stderr() {
    auto logger =
        std::make_shared<spdlog::logger>(kName, std::make_shared<spdlog::sinks::stderr_sink_mt>());
    logger->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ level=%l %v", spdlog::pattern_time_type::utc);
    return logger;
}

int facility_from(std::string_view name) {
    if (name == "daemon") return LOG_DAEMON;
    constexpr std::array kLocal{LOG_LOCAL0, LOG_LOCAL1, LOG_LOCAL2, LOG_LOCAL3,
                                LOG_LOCAL4, LOG_LOCAL5, LOG_LOCAL6, LOG_LOCAL7};
    if (name.size() == 6 && name.substr(0, 5) == "local" && name[5] >= '0' && name[5] <= '7') {
        return kLocal.at(static_cast<std::size_t>(name[5] - '0'));
    }
    return LOG_MAIL;
}

std::shared_ptr<spdlog::logger> to_syslog(std::string_view facility) {
    auto sink = std::make_shared<spdlog::sinks::syslog_sink_mt>("posternd", LOG_PID,
                                                                facility_from(facility), true);
    auto logger = std::make_shared<spdlog::logger>(kName, std::move(sink));
    logger->set_pattern("%v");
    return logger;
}

spdlog::level::level_enum level_of(Severity severity) {
    switch (severity) {
        case Severity::debug:
            return spdlog::level::debug;
        case Severity::info:
            return spdlog::level::info;
        case Severity::warning:
            return spdlog::level::warn;
        case Severity::error:
            return spdlog::level::err;
    }
    return spdlog::level::err;
}

/// A reload replaces the logger while other threads write to it: they keep the one they have.
Guarded<std::shared_ptr<spdlog::logger>>& current() {
    static Guarded<std::shared_ptr<spdlog::logger>> logger{to_stderr()};
    return logger;
}

Guarded<std::shared_ptr<const LogWatcher>>& watching() {
    static Guarded<std::shared_ptr<const LogWatcher>> watcher;
    return watcher;
}

bool is_plain(std::string_view value) {
    return std::all_of(value.begin(), value.end(), [](char c) {
        return c > ' ' && c <= '~' && c != '"' && c != '=' && c != '\\';
    });
}

}  // namespace

void configure_log(LogTarget target, Severity least, std::string_view facility) {
    auto logger = target == LogTarget::syslog ? to_syslog(facility) : to_stderr();
    logger->set_level(level_of(least));
    *current().lock() = std::move(logger);
}

void watch_log(LogWatcher watcher) {
    *watching().lock() = watcher ? std::make_shared<const LogWatcher>(std::move(watcher)) : nullptr;
}

std::string log_value(std::string_view value) {
    if (is_plain(value)) return std::string(value);
    return '"' + visible(value, "\"\\") + '"';
}

template <typename Append>
LogLine& LogLine::append(Append append) noexcept {
    try {
        append();
    } catch (...) {  // NOLINT(bugprone-empty-catch): it is cut short
    }
    return *this;
}

LogLine::LogLine(Severity severity, std::string_view event) noexcept : severity_(severity) {
    append([&] {
        line_.reserve(256);
        line_.append("event=").append(event);
    });
}

LogLine& LogLine::with(std::string_view key, std::string_view value) noexcept {
    if (value.empty()) return *this;
    return append([&] { line_.append(" ").append(key).append("=").append(log_value(value)); });
}

LogLine& LogLine::with(std::string_view key, std::int64_t value) noexcept {
    return append([&] { line_.append(" ").append(key).append("=").append(std::to_string(value)); });
}

LogLine::~LogLine() {
    try {
        const std::shared_ptr<spdlog::logger> logger = *current().lock();
        logger->log(level_of(severity_), line_);
        const std::shared_ptr<const LogWatcher> watcher = *watching().lock();
        if (watcher) (*watcher)(severity_, line_);
    } catch (...) {  // NOLINT(bugprone-empty-catch): a log that cannot be written is lost
    }
}

}  // namespace postern
