// SPDX-License-Identifier: Apache-2.0
#include "postern/postfix/changes.hpp"

#include <algorithm>
#include <string_view>

#include "lines.hpp"

namespace postern::postfix {

namespace {

using Lines = std::vector<std::string_view>;

constexpr std::size_t kMostTold = 5;
constexpr std::size_t kMostCompared = 4'000'000;  ///< Pairs of lines.

/// The lines that both begin with are as many.
std::size_t common_start(const Lines& a, const Lines& b) {
    const auto [end, other] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    return static_cast<std::size_t>(end - a.begin());
}

std::size_t common_end(const Lines& a, const Lines& b, std::size_t start) {
    std::size_t count = 0;
    while (count + start < std::min(a.size(), b.size()) &&
           a[a.size() - 1 - count] == b[b.size() - 1 - count])
        ++count;
    return count;
}

std::string quoted(std::string_view line) {
    return "'" + std::string(line) + "'";
}

/// The entry that a line goes on with: of "  -o x=y" the service.
std::string entry_of(const Lines& lines, std::size_t at) {
    constexpr std::string_view kBlanks = " \t";
    if (lines[at].empty() || kBlanks.find(lines[at].front()) == kBlanks.npos) return {};
    while (at > 0) {
        const auto line = lines[--at];
        if (line.empty() || line.front() == '#' || kBlanks.find(line.front()) != kBlanks.npos)
            continue;
        const auto word = line.find_first_of(" \t=");
        return " of " + std::string(line.substr(0, word));
    }
    return {};
}

/// What is kept of both, by the longest row of lines that both have: for each line of `a` and of
/// `b` whether it is in it.
struct Kept {
    std::vector<bool> a;
    std::vector<bool> b;
};

Kept kept_of(const Lines& a, const Lines& b) {
    const auto width = b.size() + 1;
    std::vector<std::size_t> length((a.size() + 1) * width);
    for (auto i = a.size(); i-- > 0;) {
        for (auto j = b.size(); j-- > 0;)
            length[i * width + j] =
                a[i] == b[j] ? length[(i + 1) * width + j + 1] + 1
                             : std::max(length[(i + 1) * width + j], length[i * width + j + 1]);
    }
    Kept kept{std::vector<bool>(a.size()), std::vector<bool>(b.size())};
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
        if (a[i] == b[j])
            kept.a[i++] = kept.b[j++] = true;
        else if (length[(i + 1) * width + j] >= length[i * width + j + 1])
            ++i;
        else
            ++j;
    }
    return kept;
}

/// Those lines from `start` on that are not kept.
void tell(const Lines& lines, std::size_t start, const std::vector<bool>& kept,
          std::string_view how, std::vector<std::string>& told) {
    for (std::size_t i = 0; i < kept.size() && told.size() < kMostTold; ++i) {
        if (kept[i]) continue;
        told.push_back("line " + std::to_string(start + i + 1) + entry_of(lines, start + i) + ": " +
                       quoted(lines[start + i]) + std::string(how));
    }
}

Lines part_of(const Lines& lines, std::size_t start, std::size_t end) {
    return {lines.begin() + static_cast<std::ptrdiff_t>(start),
            lines.end() - static_cast<std::ptrdiff_t>(end)};
}

}  // namespace

FileChanges joined(FileChanges first, const FileChanges& second) {
    for (const auto& change : second) {
        const auto known = std::find_if(first.begin(), first.end(), [&](const FileChange& one) {
            return one.path == change.path;
        });
        if (known == first.end())
            first.push_back(change);
        else
            known->after = change.after;
    }
    std::erase_if(first, [](const FileChange& one) { return one.before == one.after; });
    return first;
}

std::vector<std::string> differences(const Content& expected, const Content& found) {
    if (expected == found) return {};
    if (!found) return {"it is not there any more"};
    if (!expected) return {"it is there again"};
    const auto was = lines_of(*expected);
    const auto is = lines_of(*found);
    const auto start = common_start(was, is);
    const auto end = common_end(was, is, start);
    const auto part = part_of(was, start, end);
    const auto other = part_of(is, start, end);
    if (part.size() * other.size() > kMostCompared)
        return {"line " + std::to_string(start + 1) + " and many behind it are others"};
    const auto kept = kept_of(part, other);
    std::vector<std::string> told;
    tell(is, start, kept.b, " is new", told);
    tell(was, start, kept.a, " is gone", told);
    if (told.empty()) told.emplace_back("the last line ends otherwise");
    return told;
}

}  // namespace postern::postfix
