// SPDX-License-Identifier: Apache-2.0
#include "source_lines.hpp"

#include <algorithm>

namespace postern {

namespace {

/// In double quotes a backslash takes the next character with it (YAML 1.2 section 7.3.1), in
/// single ones a doubled quote stands for itself (section 7.3.2).
bool closes_quote(std::string_view text) {
    const char quote = text.front();
    const char escape = quote == '"' ? '\\' : '\'';
    for (std::size_t i = 1; i < text.size(); ++i) {
        const bool pair = i + 1 < text.size() && (escape == '\\' || text[i + 1] == quote);
        if (text[i] == escape && pair) {
            ++i;
        } else if (text[i] == quote) {
            return true;
        }
    }
    return false;
}

}  // namespace

void SourceLines::append(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\n') lines_.push_back(kept_.size() + i + 1);
    }
    kept_ += text;
}

void SourceLines::forget_before(FilePosition at) {
    const auto gone = offset_of(at);
    // What is moved to the front is less than what goes.
    if (!gone || 2 * *gone < kept_.size()) return;
    kept_.erase(0, *gone);
    lines_.erase(lines_.begin(), lines_.begin() + (at.line - begin_.line));
    for (auto& line : lines_) line = line < *gone ? 0 : line - *gone;
    begin_ = at;
}

std::optional<std::size_t> SourceLines::offset_of(FilePosition at) const {
    if (at < begin_) return std::nullopt;
    const auto line = static_cast<std::size_t>(at.line - begin_.line);
    if (line >= lines_.size()) return std::nullopt;
    const auto first = line == 0 ? begin_.column : 1;
    const auto offset = lines_[line] + static_cast<std::size_t>(at.column - first);
    const auto end = line + 1 < lines_.size() ? lines_[line + 1] - 1 : kept_.size();
    return offset <= end ? std::optional(offset) : std::nullopt;
}

std::string_view SourceLines::rest_of_line(FilePosition at) const {
    const auto offset = offset_of(at);
    if (!offset) return {};
    const auto next = static_cast<std::size_t>(at.line - begin_.line) + 1;
    const auto end = next < lines_.size() ? lines_[next] - 1 : kept_.size();
    return std::string_view(kept_).substr(*offset, end - *offset);
}

FilePosition SourceLines::within(FilePosition at) const {
    const auto last = begin_.line + static_cast<int>(lines_.size()) - 1;
    at.line = std::clamp(at.line, 1, last);
    if (at.line < begin_.line || offset_of(at)) return at;
    const auto from = at.line == begin_.line ? begin_.column : 1;
    const auto length = static_cast<int>(rest_of_line({at.line, from}).size());
    at.column = std::clamp(at.column, from, from + length);
    return at;
}

bool SourceLines::scalar_ends_on_its_line(FilePosition at, std::string_view value,
                                          bool plain) const {
    const auto rest = rest_of_line(at);
    if (plain) return rest.starts_with(value);
    const bool quoted = rest.starts_with('"') || rest.starts_with('\'');
    return quoted && closes_quote(rest);
}

std::optional<FilePosition> SourceLines::indenting_tab(int line) const {
    const auto text = rest_of_line({line, 1});
    const auto tab = text.find('\t');
    if (tab == std::string_view::npos || tab > text.find_first_not_of(" \t")) return std::nullopt;
    return FilePosition{line, static_cast<int>(tab) + 1};
}

}  // namespace postern
