// SPDX-License-Identifier: Apache-2.0
#include "import_faults.hpp"

#include <algorithm>

namespace postern {

namespace {
constexpr std::size_t kTold = 20;
}  // namespace

void ImportFaults::add(int line, int column, std::string what) {
    faults_.emplace_back(line, column, std::move(what));
}

void ImportFaults::check(const DocumentNode& at, const Address& address) {
    if (!objection_) return;
    if (auto words = objection_(address); !words.empty()) add(at, std::move(words));
}

Error ImportFaults::error() const {
    auto sorted = faults_;
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
        return std::tie(std::get<0>(a), std::get<1>(a)) < std::tie(std::get<0>(b), std::get<1>(b));
    });
    std::string text;
    for (std::size_t i = 0; i < std::min(sorted.size(), kTold); ++i) {
        const auto& [line, column, what] = sorted[i];
        if (i > 0) text += '\n';
        text += name_ + ":" + std::to_string(line) + ":" + std::to_string(column) + ": " + what;
    }
    if (sorted.size() > kTold) {
        text += "\nand " + std::to_string(sorted.size() - kTold) + " more";
    }
    return {ErrorCode::invalid, std::move(text)};
}

}  // namespace postern
