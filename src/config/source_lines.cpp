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

SourceLines::SourceLines(std::string_view text) : text_(text) {
    for (std::size_t start = 0; start <= text.size();) {
        const auto end = std::min(text.find('\n', start), text.size());
        lines_.push_back(text.substr(start, end - start));
        start = end + 1;
    }
}

FilePosition SourceLines::position(std::size_t offset) const {
    const auto before = text_.substr(0, offset);
    const auto line = std::count(before.begin(), before.end(), '\n');
    const auto start = before.rfind('\n') + 1;  // npos + 1 is 0
    return {static_cast<int>(line) + 1, static_cast<int>(offset - start) + 1};
}

std::string_view SourceLines::rest_of_line(FilePosition at) const {
    const auto line = static_cast<std::size_t>(at.line) - 1;
    const auto column = static_cast<std::size_t>(at.column) - 1;
    if (line >= lines_.size() || column >= lines_[line].size()) return {};
    return lines_[line].substr(column);
}

FilePosition SourceLines::within(FilePosition at) const {
    at.line = std::clamp(at.line, 1, std::max(1, static_cast<int>(lines_.size())));
    const auto index = static_cast<std::size_t>(at.line - 1);
    const auto length = index < lines_.size() ? static_cast<int>(lines_[index].size()) : 0;
    at.column = std::clamp(at.column, 1, length + 1);
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
