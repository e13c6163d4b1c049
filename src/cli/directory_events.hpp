// SPDX-License-Identifier: Apache-2.0
//
// The events of the platform as words: one table, from which come the commands
// `postern directory EVENT …` and the lines of `postern directory apply`.
#pragma once

#include <span>
#include <string_view>

#include "postern/base/result.hpp"
#include "postern/base/time.hpp"
#include "postern/store/editor.hpp"

#include "arguments.hpp"
#include "values.hpp"

namespace postern {

struct DirectoryEvent {
    std::string_view name;      ///< As a command: "directory presence".
    std::string_view operands;  ///< As in command.hpp.
    std::string_view summary;
    std::span<const Option> options;
    DirectoryChange (*read)(Values&);  ///< Not to be used where the values have a fault.
    bool is_removal = false;  ///< What is gone already is gone, if a stream tells it twice.

    /// As a line has it: "presence".
    [[nodiscard]] std::string_view word() const { return name.substr(name.find(' ') + 1); }
};

std::span<const DirectoryEvent> directory_events();

/// Nothing that opens a database may come before this: it fails with ErrorCode::invalid on words
/// that are not what the event takes.
Result<DirectoryChange> read_change(const DirectoryEvent& event, const Arguments& given,
                                    TimePoint now);

/// "presence anna phone online --at 2026-11-23T12:00:00Z"
Result<DirectoryChange> read_event_line(std::string_view line, TimePoint now);

}  // namespace postern
