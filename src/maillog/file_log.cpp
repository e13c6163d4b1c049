// SPDX-License-Identifier: Apache-2.0
#include "file_log.hpp"

#include <utility>

namespace postern {

FileLog::FileLog(std::string path, const std::string& position)
    : path_(std::move(path)), before_(FilePosition::from(position)) {}

std::string FileLog::position() const {
    if (!file_) return before_ ? before_->text() : "";
    return FilePosition{file_->inode(), offset_, digest_of(tail_)}.text();
}

Result<LogStep> FileLog::step(const TakeLine& take) {
    if (!file_) {
        auto opened = open();
        if (!opened || opened->lost) return opened;
    }
    if (!file_->has_before(offset_, tail_)) return cut_short();
    const auto text = file_->read(offset_ + skipped_, kStep);
    if (!text) return text.error();
    const bool is_full = text->size() == kStep;
    if (!take_lines(*text, take)) {
        if (!is_full) return at_end();
        skipped_ += kStep;
    }
    is_succeeded_ = false;
    return LogStep{true, false};
}

Result<LogStep> FileLog::open() {
    auto file = LogFile::open(path_);
    if (!file) return file.error();
    if (!before_) {
        begin(*std::move(file), 0);
        return LogStep{};
    }
    const auto before = *std::exchange(before_, std::nullopt);
    if (file->has(before)) {
        begin(*std::move(file), before.offset);
        return LogStep{};
    }
    return begin_renamed(*std::move(file), before);
}

/// Its text may be in a copy.
LogStep FileLog::cut_short() {
    const FilePosition before{file_->inode(), offset_, digest_of(tail_)};
    return begin_renamed(*std::move(file_), before);
}

LogStep FileLog::begin_renamed(LogFile now, const FilePosition& before) {
    auto renamed = LogFile::open_renamed(path_, before);
    const bool lost = !renamed;
    begin(lost ? std::move(now) : *std::move(renamed), lost ? 0 : before.offset);
    return LogStep{true, lost};
}

void FileLog::begin(LogFile file, std::uint64_t offset) {
    file_.emplace(std::move(file));
    offset_ = offset;
    skipped_ = 0;
    tail_ = file_->before(offset).value_or("");
    is_succeeded_ = false;
}

bool FileLog::take_lines(std::string_view text, const TakeLine& take) {
    const auto last = text.rfind('\n');
    if (last == text.npos) return false;
    auto rest = text.substr(0, last + 1);
    // Of a line that was too long, the rest.
    if (skipped_ > 0) rest.remove_prefix(rest.find('\n') + 1);
    while (!rest.empty()) {
        const auto end = rest.find('\n');
        if (const auto line = trail::read_line(rest.substr(0, end))) take(*line);
        rest.remove_prefix(end + 1);
    }
    advance(last + 1);
    return true;
}

void FileLog::advance(std::uint64_t octets) {
    offset_ += std::exchange(skipped_, 0) + octets;
    tail_ = file_->before(offset_).value_or("");
}

/// What is not a whole line yet becomes one, or never does where the file has a successor.
Result<LogStep> FileLog::at_end() {
    if (!file_->is_succeeded_at(path_)) {
        is_succeeded_ = false;
        return LogStep{};
    }
    if (!std::exchange(is_succeeded_, true)) return LogStep{true, false};
    auto next = LogFile::open(path_);
    if (!next) return next.error();
    begin(*std::move(next), 0);
    return LogStep{true, false};
}

std::unique_ptr<LogSource> follow_file(std::string path, const std::string& position) {
    return std::make_unique<FileLog>(std::move(path), position);
}

}  // namespace postern
