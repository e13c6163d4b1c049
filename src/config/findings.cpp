// SPDX-License-Identifier: Apache-2.0
#include "findings.hpp"

#include <algorithm>
#include <tuple>

namespace postern {

std::string Finding::message() const {
    if (line == 0) return file + ": " + text;
    return file + ':' + std::to_string(line) + ':' + std::to_string(column) + ": " + text;
}

void Findings::add(FilePosition at, std::string text) {
    found_.push_back({file_, at.line, at.column, std::move(text)});
}

bool Findings::has_any_at(FilePosition at) const {
    return std::any_of(found_.begin(), found_.end(), [&](const Finding& finding) {
        return finding.line == at.line && finding.column == at.column;
    });
}

std::vector<Finding> Findings::sorted() const {
    auto found = found_;
    std::stable_sort(found.begin(), found.end(), [](const Finding& a, const Finding& b) {
        return std::tie(a.line, a.column) < std::tie(b.line, b.column);
    });
    return found;
}

}  // namespace postern
