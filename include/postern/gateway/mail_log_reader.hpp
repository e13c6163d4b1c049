// SPDX-License-Identifier: Apache-2.0
//
// The thread that reads Postfix's log for what became of notifications after they left.
//
// It is evidence and never truth. Nobody waits for this thread, nothing is decided by what it
// finds, and where the log cannot be read an explanation is lost and nothing else: that is told
// once, and once when it is over. A turn reads a bounded piece, and records what it found in one
// transaction with how far it came; while the state cannot be written it reads no further. Behind a
// log that grows faster than that it stays behind, at half a processor's time and a low priority.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "postern/base/clock.hpp"
#include "postern/base/digest.hpp"
#include "postern/base/guarded.hpp"
#include "postern/base/pulse.hpp"
#include "postern/maillog/log_source.hpp"
#include "postern/store/trails.hpp"
#include "postern/trail/tracker.hpp"

namespace postern {

/// Whose departure a return path stands for: the address as Postfix's log has it.
std::optional<trail::Departure> departure_of(const KeyRing& keys, std::string_view return_path);

/// What the setting trail.from names, from that position on; null where it is off.
using OpenLog =
    std::function<std::unique_ptr<LogSource>(const std::string& position, TimePoint now)>;
OpenLog log_opener(const std::string& from);

class MailLogReader {
  public:
    /// `log` is the name under which its position is on record.
    MailLogReader(std::string log, OpenLog open, trail::Whose whose, Trails& state,
                  const Clock& clock, Pulses* pulses = nullptr);
    MailLogReader(const MailLogReader&) = delete;
    MailLogReader& operator=(const MailLogReader&) = delete;
    ~MailLogReader();

    void start();
    /// Returns when what was found is on record, or cannot be.
    void stop();

    /// One piece. Whether there may be more at once. Of the thread, or of whoever started none.
    bool turn();

  private:
    void run();
    bool prepare();
    bool save();
    /// Whether the position alone is worth a transaction.
    [[nodiscard]] bool is_position_due() const;
    bool read_on();
    void take(const trail::Line& line);
    void tell(const Error* trouble);
    /// What may wait for the disk or for the state.
    template <typename Question>
    auto outside(Question question);

    std::string log_;
    OpenLog open_;
    Trails& state_;
    const Clock& clock_;
    Pulses* pulses_;
    Pulse* pulse_ = nullptr;  ///< The thread's, while it runs.
    trail::Tracker tracker_;
    std::unique_ptr<LogSource> source_;
    std::vector<trail::Sighting> found_;  ///< Not on record yet.
    std::string saved_;                   ///< The position that is.
    TimePoint last_saved_{};
    bool is_in_trouble_ = false;
    Guarded<bool> stopping_;
    std::condition_variable wake_;
    std::thread thread_;
};

}  // namespace postern
