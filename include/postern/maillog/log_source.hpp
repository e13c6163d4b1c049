// SPDX-License-Identifier: Apache-2.0
//
// Postfix's log, wherever a site has it: read a little at a time, from a position that outlives the
// process.
//
// A source never waits for more to be written. What a step reads is bounded, so that a log that
// floods takes its reader no longer than a small one, only more often. ErrorCode::unavailable where
// the log cannot be read now; the next step tries again.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "postern/base/result.hpp"
#include "postern/trail/line.hpp"

namespace postern {

/// One entry of the log. Views hold until the call returns.
using TakeLine = std::function<void(const trail::Line&)>;

struct LogStep {
    bool more = false;  ///< There may be more at once.
    /// Something was written that can be read no more: the log was cut short, or what it was
    /// renamed to is gone.
    bool lost = false;
};

class LogSource {
  public:
    LogSource() = default;
    LogSource(const LogSource&) = delete;
    LogSource& operator=(const LogSource&) = delete;
    virtual ~LogSource() = default;

    virtual Result<LogStep> step(const TakeLine& take) = 0;
    /// Behind the last line taken. Means something to a source of the same kind alone.
    [[nodiscard]] virtual std::string position() const = 0;
};

/// A file that others append lines to, and rename, replace or cut short when it is large.
/// `position` is one of such a source, or ""; then what the file has already is read too.
std::unique_ptr<LogSource> follow_file(std::string path, const std::string& position);

/// What is logged under the facilities mail and local0 to local7. Without a position, what is no
/// older than `since`. `folder` has the journal's files; "": those of this host's system journal.
std::unique_ptr<LogSource> follow_journal(std::string folder, const std::string& position,
                                          TimePoint since);

/// "off" has none.
namespace log_setting {
inline constexpr std::string_view kOff = "off";
inline constexpr std::string_view kJournal = "journal";
}  // namespace log_setting

/// Of a stamp as Postfix's log of this host has it.
TimePoint time_on_host(const trail::Stamp& stamp, TimePoint now);

}  // namespace postern
