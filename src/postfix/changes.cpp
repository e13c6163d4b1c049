// SPDX-License-Identifier: Apache-2.0
#include "postern/postfix/changes.hpp"

#include <algorithm>
#include <string_view>

#include "lines.hpp"

namespace postern::postfix {

namespace {

using Lines = std::vector<std::string_view>;

constexpr std::size_t kMostTold = 5;

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

/// Of the lines in between, each that the other side has not.
void tell(const Lines& lines, const Lines& other, std::size_t from, std::size_t to,
          std::string_view how, std::vector<std::string>& told) {
    for (auto i = from; i < to && told.size() < kMostTold; ++i) {
        if (std::find(other.begin(), other.end(), lines[i]) != other.end()) continue;
        told.push_back("line " + std::to_string(i + 1) + ": " + quoted(lines[i]) +
                       std::string(how));
    }
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
    std::vector<std::string> told;
    tell(is, was, start, is.size() - end, " is new", told);
    tell(was, is, start, was.size() - end, " is gone", told);
    if (told.empty()) told.emplace_back("lines are in another order, or end otherwise");
    return told;
}

}  // namespace postern::postfix
