// SPDX-License-Identifier: Apache-2.0
//
// postern_addresses: how many addresses are assessed in a second on one core, beside a walk over
// the same bytes that only adds them up, which is what reading memory costs.
#include <chrono>
#include <cstdio>
#include <numeric>
#include <string>
#include <vector>

#include "postern/address/assessment.hpp"

namespace {

using Seconds = std::chrono::duration<double>;

struct Sample {
    const char* name;
    std::vector<std::string> addresses;
};

const std::vector<Sample> kSamples{
    {"plain", {"anna.kowalska@firm.de", "b.nowak+chat@mail.company.co.uk", "info@shop.pl"}},
    {"internationalised domain",
     {"anna@m\xC3\xBCnchen.de",
      "info@\xC5\x82\xC3\xB3"
      "d\xC5\xBA.pl"}},
    {"refused", {"anna@firm", "a..b@firm.de", "Anna <anna@firm.de>", "anna@firm.test"}},
};

template <typename Work>
double per_second(const std::vector<std::string>& addresses, const Work& work) {
    constexpr int kRounds = 200'000;
    const auto started = std::chrono::steady_clock::now();
    std::size_t sum = 0;
    for (int round = 0; round < kRounds; ++round) {
        sum += work(addresses[static_cast<std::size_t>(round) % addresses.size()]);
    }
    const Seconds took = std::chrono::steady_clock::now() - started;
    // So that the work cannot be left out.
    if (sum == 1) std::puts("");
    return kRounds / took.count();
}

}  // namespace

int main() {
    std::puts("sample                      assessed/s      bytes added up/s    ratio");
    for (const auto& [name, addresses] : kSamples) {
        const double assessed = per_second(addresses, [](const std::string& text) {
            return postern::assess_address(text).canonical.size();
        });
        const double walked = per_second(addresses, [](const std::string& text) {
            return std::accumulate(text.begin(), text.end(), std::size_t{0});
        });
        std::printf("%-25s %12.0f %20.0f %9.3f\n", name, assessed, walked, assessed / walked);
    }
    return 0;
}
