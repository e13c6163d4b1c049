// SPDX-License-Identifier: Apache-2.0
//
// The system's journal (sd-journal(3)), of which only what is logged under the facilities that a
// Postfix may have is asked for (syslog_facility). Its position is the journal's own cursor, which
// holds over rotation. An entry has a time, an identifier and a message: no line to be taken apart.
#pragma once

#include <memory>
#include <string>

#include "postern/maillog/log_source.hpp"

struct sd_journal;

namespace postern {

class JournalLog final : public LogSource {
  public:
    /// A step takes no more entries.
    static constexpr int kStep = 500;

    JournalLog(std::string folder, std::string position, TimePoint since)
        : folder_(std::move(folder)), position_(std::move(position)), since_(since) {}

    Result<LogStep> step(const TakeLine& take) override;
    [[nodiscard]] std::string position() const override { return position_; }

  private:
    struct Close {
        void operator()(sd_journal* journal) const;
    };

    Result<void> open();
    int go_to_position();
    int select_facilities();
    /// 1 where there was one, 0 at the end, below 0 where it failed.
    int take_next(const TakeLine& take);

    std::string folder_;
    std::string position_;
    TimePoint since_;
    std::unique_ptr<sd_journal, Close> journal_;
    bool is_at_next_ = false;  ///< At one that was not taken yet.
    bool lost_ = false;
};

}  // namespace postern
