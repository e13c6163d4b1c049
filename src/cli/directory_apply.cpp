// SPDX-License-Identifier: Apache-2.0
//
// postern directory apply: events from standard input, one per line, for as long as a platform
// keeps the pipe open.
//
// All lines that have come are one transaction, and are answered when it is committed: a line that
// cannot be applied is told with its number and left out, and those beside it count. A directory
// that cannot be written now, because an import or a backup holds its lock, is waited for; the
// input waits in the pipe meanwhile. Beside that, what is old is removed.
#include <array>
#include <chrono>
#include <ostream>
#include <thread>

#include "acting_as_owner.hpp"
#include "commands.hpp"
#include "databases.hpp"
#include "directory_events.hpp"
#include "event_stream.hpp"

namespace postern {

namespace {

using Steady = std::chrono::steady_clock;

constexpr std::array kApplyOptions{
    kDirectoryOption,
    Option{"acknowledge", "", "answer each line: its number, and taken, refused WHY or again WHY"},
    Option{"wait", "SPAN", "how long to wait for a lock before lines are to be told again, 10min"},
};

/// What `ask` returns once the directory can be written, or when that takes too long.
template <typename Ask>
auto patiently(const Call& call, Duration wait, const Ask& ask) {
    const auto end = Steady::now() + wait;
    bool told = false;
    while (true) {
        auto answer = ask();
        if (answer || answer.error().code != ErrorCode::unavailable || Steady::now() >= end)
            return answer;
        if (!told) {
            call.streams.err << "waits: " << answer.error().message() << std::endl;
            told = true;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{50});
    }
}

/// Waits within the database, which tells a lock from a file that is no directory.
Result<std::unique_ptr<DirectoryEditor>> open_patiently(const DatabaseOptions& options,
                                                        Duration wait) {
    auto patient = options;
    patient.busy_timeout = wait;
    if (auto opened = open_directory_editor(patient); !opened) return opened;
    return open_directory_editor(options);
}

/// An hour after all that was old is gone, it is looked for again; a step follows a batch.
class PruningBeside {
  public:
    void step(DirectoryEditor& directory, TimePoint now) {
        if (Steady::now() < next_) return;
        const auto pruned = directory.prune(now);
        if (!pruned || !pruned->more) next_ = Steady::now() + std::chrono::hours{1};
    }

  private:
    Steady::time_point next_ = Steady::now();
};

class Stream {
  public:
    Stream(const Call& call, DirectoryEditor& directory, Duration wait)
        : call_(call), directory_(directory), wait_(wait), answers_(call) {}

    Exit run() {
        EventLines lines(call_.streams.in);
        for (auto some = lines.next(); !some.empty(); some = lines.next()) {
            apply(some);
            answers_.flush();
            pruning_.step(directory_, call_.clock.now());
        }
        const auto exit = answers_.summary();
        return lines.has_failed() ? fail(call_, unread()) : exit;
    }

  private:
    static Error unread() {
        return {ErrorCode::unavailable, "what follows could not be read", {"standard input"}};
    }

    void apply(const std::vector<EventLine>& lines) {
        std::vector<Result<DirectoryChange>> read;
        std::vector<DirectoryChange> events;
        for (const auto& line : lines) {
            read.push_back(event_of(line));
            if (read.back()) events.push_back(*read.back());
        }
        const auto told = patiently(call_, wait_, [&] { return directory_.tell(events); });
        std::size_t next = 0;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            if (!read[i]) {
                answers_.refused(lines[i], read[i].error().message());
            } else if (!told) {
                answer(lines[i], told.error());
            } else {
                answer(lines[i], told->at(next++));
            }
        }
    }

    Result<DirectoryChange> event_of(const EventLine& line) const {
        if (line.too_long) {
            return invalid("longer than a line may be, " + std::to_string(EventLines::kLongest) +
                           " octets");
        }
        if (line.is_cut) {
            return invalid("its line break is missing, so that it may have been cut: end the line");
        }
        return read_event_line(line.text, call_.clock.now());
    }

    void answer(const EventLine& line, const Result<void>& told) {
        if (told) return answers_.taken(line);
        const auto& error = told.error();
        if (error.code == ErrorCode::unavailable) return answers_.again(line, error.message());
        answers_.refused(line, error.message());
    }

    const Call& call_;
    DirectoryEditor& directory_;
    Duration wait_;
    EventAnswers answers_;
    PruningBeside pruning_{};
};

}  // namespace

std::span<const Option> directory_apply_options() {
    return kApplyOptions;
}

Exit run_directory_apply(const Call& call) {
    Values values(call.given, call.clock.now());
    const auto wait = values.span("wait", kLockPatience);
    if (values.fault()) return misuse(call, *values.fault());
    const auto options = directory_for(call);
    if (!options) return Exit::no;
    const ActingAsOwner owner(options->url);
    const auto directory = open_patiently(*options, wait);
    if (!directory) return fail(call, directory.error());
    return Stream(call, **directory, wait).run();
}

}  // namespace postern
