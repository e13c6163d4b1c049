// SPDX-License-Identifier: Apache-2.0
//
// For scripts/postfix-campaign: sends a draft through a site with each setting given, and prints a
// line for each that is not right: the result, the setting, and what went wrong. Needs root, like
// every lab. The results are
//   astray    a draft or a report did not go as it should
//   later     the draft did; the site's own transport does not deliver what came of it
//   no-start  Postfix does not run with this setting at all
//
//   postern_settings_campaign AT-ONCE KEY=VALUE ...    so many in one lab, bisected where not right
#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "one_draft.hpp"

namespace {

using namespace postern::testing;

void print(const Trial& trial) {
    auto why = trial.outcome.text();
    std::replace(why.begin(), why.end(), '\n', ' ');
    const auto* result = !trial.outcome.started ? "no-start"
                         : trial.outcome.left   ? "later"
                                                : "astray";
    std::printf("%s\t%s\t%s\n", result, trial.setting.c_str(), why.substr(0, 300).c_str());
}

}  // namespace

int main(int count, char** words) {
    const std::vector<std::string> settings(words + 2, words + count);
    const auto at_once = std::max(1UL, std::strtoul(words[1], nullptr, 10));
    for (std::size_t i = 0; i < settings.size(); i += at_once) {
        const auto end = std::min(settings.size(), i + at_once);
        const std::vector<std::string> some(settings.begin() + static_cast<std::ptrdiff_t>(i),
                                            settings.begin() + static_cast<std::ptrdiff_t>(end));
        const auto wrong = wrong_among(some);
        for (const auto& trial : wrong) print(trial);
        std::printf("tried\t%zu\n", some.size());
        std::fflush(stdout);
    }
}
