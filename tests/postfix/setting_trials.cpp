// SPDX-License-Identifier: Apache-2.0
#include "setting_trials.hpp"

#include <algorithm>
#include <iterator>

namespace postern::testing {

namespace {

using Lines = std::vector<std::string>;

std::string joined(const Lines& settings) {
    std::string all;
    for (const auto& setting : settings) all += (all.empty() ? "" : " and ") + setting;
    return all;
}

/// A machine that is busy makes a lab slow, once; a setting makes it go wrong each time.
std::vector<Trial> wrong_again(const std::string& setting, Reports reports) {
    auto outcome = one_draft({setting}, reports);
    if (outcome.right()) return {};
    return {{setting, std::move(outcome)}};
}

bool is_named(const std::string& setting, const Outcome& outcome) {
    return outcome.text().find(name_in(setting) + " ") != std::string::npos;
}

void append(std::vector<Trial>& all, std::vector<Trial> more) {
    std::move(more.begin(), more.end(), std::back_inserter(all));
}

/// Without those that Postfix named.
std::vector<Trial> wrong_beside(const Lines& named, const Lines& others, const Outcome& outcome,
                                Reports reports) {
    std::vector<Trial> wrong;
    for (const auto& setting : named) wrong.push_back({setting, outcome});
    append(wrong, wrong_among(others, reports));
    return wrong;
}

std::vector<Trial> wrong_in_halves(const Lines& settings, const Outcome& whole, Reports reports) {
    const auto middle = settings.begin() + static_cast<std::ptrdiff_t>(settings.size() / 2);
    auto wrong = wrong_among({settings.begin(), middle}, reports);
    append(wrong, wrong_among({middle, settings.end()}, reports));
    if (wrong.empty()) wrong.push_back({joined(settings), whole});
    return wrong;
}

}  // namespace

std::string name_in(const std::string& setting) {
    return setting.substr(0, setting.find('='));
}

std::vector<Trial> wrong_among(const std::vector<std::string>& settings, Reports reports) {
    if (settings.empty()) return {};
    const auto whole = one_draft(settings, reports);
    if (whole.right()) return {};
    if (settings.size() == 1) return wrong_again(settings.front(), reports);
    Lines named;
    Lines others;
    for (const auto& setting : settings)
        (!whole.started && is_named(setting, whole) ? named : others).push_back(setting);
    return named.empty() ? wrong_in_halves(settings, whole, reports)
                         : wrong_beside(named, others, whole, reports);
}

}  // namespace postern::testing
