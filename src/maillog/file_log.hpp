// SPDX-License-Identifier: Apache-2.0
//
// A log file followed over rotation, by whichever means.
//
// Renamed and created anew, it is read to its end and then left for its successor; before that it
// is read once more, as something may have been written until the successor was. Cut short
// (logrotate's copytruncate), it is read from its beginning, which shows by the text before the
// position. What was renamed or copied while nobody looked is found beside it. Lost are lines of a
// file that was removed or compressed meanwhile, or cut short before they were read.
//
// Only whole lines are taken. One that is longer than a step reads is no line of Postfix's.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "postern/maillog/log_source.hpp"

#include "log_file.hpp"

namespace postern {

class FileLog final : public LogSource {
  public:
    /// A step reads no more.
    static constexpr std::size_t kStep = std::size_t{64} << 10U;

    FileLog(std::string path, const std::string& position);

    Result<LogStep> step(const TakeLine& take) override;
    [[nodiscard]] std::string position() const override;

  private:
    /// Where it was read to, or its beginning.
    Result<LogStep> open();
    void begin(LogFile file, std::uint64_t offset);
    /// False where nothing of it is a whole line.
    bool take_lines(std::string_view text, const TakeLine& take);
    void advance(std::uint64_t octets);
    LogStep cut_short();
    /// In what `now` was renamed or copied to, or in that itself from its beginning.
    LogStep begin_renamed(LogFile now, const FilePosition& before);
    Result<LogStep> at_end();

    std::string path_;
    std::optional<FilePosition> before_;  ///< Of an earlier process, until it is open.
    std::optional<LogFile> file_;
    std::uint64_t offset_ = 0;   ///< Behind the last whole line.
    std::uint64_t skipped_ = 0;  ///< How much behind that has no end of line.
    std::string tail_;           ///< What stands before the offset.
    bool is_succeeded_ = false;  ///< There is another file by that name.
};

}  // namespace postern
