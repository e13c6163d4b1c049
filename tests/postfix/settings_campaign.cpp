// SPDX-License-Identifier: Apache-2.0
//
// For scripts/postfix-campaign: sends a draft through a site with each setting given, one at a
// time, and prints a line for each: right, astray or no-start, the setting, and what went wrong.
// Needs root, like every lab; two to twenty seconds each.
//
//   postern_settings_campaign KEY=VALUE ...
#include <algorithm>
#include <cstdio>

#include "one_draft.hpp"

int main(int count, char** words) {
    for (int i = 1; i < count; ++i) {
        const auto outcome = postern::testing::one_draft({words[i]});
        auto why = outcome.text();
        std::replace(why.begin(), why.end(), '\n', ' ');
        const auto* result = !outcome.started             ? "no-start"
                             : outcome.complaints.empty() ? "right"
                                                          : "astray";
        std::printf("%s\t%s\t%s\n", result, words[i], why.substr(0, 300).c_str());
        std::fflush(stdout);
    }
}
