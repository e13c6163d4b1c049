// SPDX-License-Identifier: Apache-2.0
#include "journal_log.hpp"

#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string_view>
#include <system_error>
#include <systemd/sd-journal.h>
#include <utility>

namespace postern {

namespace {

/// Far longer than any line of Postfix's.
constexpr std::size_t kLongestField = std::size_t{16} << 10U;

Error journal_error(const std::string& what, int failed) {
    return {ErrorCode::unavailable,
            "the journal: " + what + ": " + std::generic_category().message(-failed)};
}

/// Of the entry at hand; "" where it has no such field. Holds until the next is asked for.
std::string_view field(sd_journal* journal, const std::string& name) {
    const void* data = nullptr;
    std::size_t size = 0;
    if (sd_journal_get_data(journal, name.c_str(), &data, &size) < 0) return {};
    return std::string_view(static_cast<const char*>(data), size).substr(name.size() + 1);
}

std::optional<TimePoint> time_in(sd_journal* journal) {
    std::uint64_t microseconds = 0;
    if (sd_journal_get_realtime_usec(journal, &microseconds) < 0) return std::nullopt;
    return TimePoint(Duration(static_cast<Duration::rep>(microseconds / 1000)));
}

std::string cursor_at(sd_journal* journal) {
    char* cursor = nullptr;
    if (sd_journal_get_cursor(journal, &cursor) < 0) return {};
    std::string copy(cursor);
    std::free(cursor);  // NOLINT: as its manual page has it
    return copy;
}

bool has_files(sd_journal* journal) {
    std::uint64_t octets = 0;
    return sd_journal_get_usage(journal, &octets) >= 0 && octets > 0;
}

}  // namespace

void JournalLog::Close::operator()(sd_journal* journal) const {
    sd_journal_close(journal);
}

Result<LogStep> JournalLog::step(const TakeLine& take) {
    if (!journal_) {
        if (auto opened = open(); !opened) return opened.error();
    }
    // Takes note of files that came and went. It does not wait.
    if (const int failed = sd_journal_wait(journal_.get(), 0); failed < 0) {
        journal_.reset();
        return journal_error("it cannot be watched", failed);
    }
    int count = 0;
    int taken = 1;
    while (count < kStep && (taken = take_next(take)) > 0) ++count;
    if (count > 0) position_ = cursor_at(journal_.get());
    if (taken < 0) {
        journal_.reset();
        return journal_error("it cannot be read", taken);
    }
    return LogStep{count == kStep, std::exchange(lost_, false)};
}

/// Without permission it opens, and has no files.
Result<void> JournalLog::open() {
    sd_journal* opened = nullptr;
    const int failed = folder_.empty()
                           ? sd_journal_open(&opened, SD_JOURNAL_LOCAL_ONLY | SD_JOURNAL_SYSTEM)
                           : sd_journal_open_directory(&opened, folder_.c_str(), 0);
    std::unique_ptr<sd_journal, Close> journal(opened);
    if (failed < 0) return journal_error("it cannot be opened", failed);
    if (!has_files(opened)) {
        return Error{ErrorCode::unavailable,
                     "the journal: there is no file of it that may be read; readers are members of "
                     "the group systemd-journal"};
    }
    journal_ = std::move(journal);
    if (const int at = go_to_position(); at < 0) {
        journal_.reset();
        return journal_error("it has no such place", at);
    }
    return {};
}

int JournalLog::select_facilities() {
    int failed = sd_journal_set_data_threshold(journal_.get(), kLongestField);
    for (const auto* match : {"SYSLOG_FACILITY=2", "SYSLOG_FACILITY=16", "SYSLOG_FACILITY=17",
                              "SYSLOG_FACILITY=18", "SYSLOG_FACILITY=19", "SYSLOG_FACILITY=20",
                              "SYSLOG_FACILITY=21", "SYSLOG_FACILITY=22", "SYSLOG_FACILITY=23"}) {
        if (failed >= 0) failed = sd_journal_add_match(journal_.get(), match, 0);
    }
    return failed;
}

/// To the entry behind which it goes on. One that was removed meanwhile took others with it.
int JournalLog::go_to_position() {
    if (const int failed = select_facilities(); failed < 0) return failed;
    auto* const journal = journal_.get();
    if (position_.empty()) {
        const auto since = std::chrono::microseconds(since_.time_since_epoch()).count();
        return sd_journal_seek_realtime_usec(journal, static_cast<std::uint64_t>(since));
    }
    if (const int failed = sd_journal_seek_cursor(journal, position_.c_str()); failed < 0)
        return failed;
    const int found = sd_journal_next(journal);
    if (found < 0) return found;
    if (found == 0) return 0;
    if (sd_journal_test_cursor(journal, position_.c_str()) > 0) return 0;
    // The one found comes after it.
    is_at_next_ = lost_ = true;
    return 0;
}

int JournalLog::take_next(const TakeLine& take) {
    auto* const journal = journal_.get();
    const int found = std::exchange(is_at_next_, false) ? 1 : sd_journal_next(journal);
    if (found <= 0) return found;
    const auto at = time_in(journal);
    // Each field is only there until the next is asked for.
    const std::string program(field(journal, "SYSLOG_IDENTIFIER"));
    const auto message = field(journal, "MESSAGE");
    if (at && program.find('/') != program.npos) take({trail::stamp_of(*at), program, message});
    return 1;
}

std::unique_ptr<LogSource> follow_journal(std::string folder, const std::string& position,
                                          TimePoint since) {
    return std::make_unique<JournalLog>(std::move(folder), position, since);
}

}  // namespace postern
