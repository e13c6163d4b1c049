// SPDX-License-Identifier: Apache-2.0
//
// The log: one line per event, "event=… key=value …", to stderr or syslog (RFC 5424's severities,
// by name). The event is the message's id: docs/log.md lists each and what to do about it. Values
// with anything but printable US-ASCII, or with blanks or quotes, are quoted, and what may not be
// shown is written out (visible.hpp), so that a line is always one line and always parses (logfmt).
// Thread-safe; never throws; a log that cannot be written is lost.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace postern {

enum class Severity { debug, info, warning, error };

enum class LogTarget { standard_error, syslog };

/// Until this is called, everything from `info` up goes to stderr. May be called again (reload).
/// `facility` is syslog's name for it: "mail", "daemon", "local0" … "local7".
void configure_log(LogTarget target, Severity least, std::string_view facility);

/// Shown every line, whatever is least, by the thread that writes it: it must not log itself.
using LogWatcher = std::function<void(Severity, std::string_view line)>;
/// One, from now on; none where it is empty.
void watch_log(LogWatcher watcher);

/// How a value stands in a line.
std::string log_value(std::string_view value);

/// Builds one line and writes it at the end of the full expression.
class LogLine {
  public:
    LogLine(Severity severity, std::string_view event) noexcept;
    LogLine(const LogLine&) = delete;
    LogLine& operator=(const LogLine&) = delete;
    ~LogLine();

    /// Nothing is written for an empty value: absent fields are left out.
    LogLine& with(std::string_view key, std::string_view value) noexcept;
    LogLine& with(std::string_view key, std::int64_t value) noexcept;

  private:
    /// A line for which there is no memory is cut short.
    template <typename Append>
    LogLine& append(Append append) noexcept;

    Severity severity_;
    std::string line_;
};

}  // namespace postern
