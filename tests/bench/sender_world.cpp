// SPDX-License-Identifier: Apache-2.0
#include "sender_world.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace postern {

namespace {

using std::chrono::hours;

constexpr double kHoursBetweenDislikes = 60.0 * 24;
constexpr int kShortestDislike = 6;  // Hours.
constexpr int kLongestDislike = 5 * 24;
constexpr double kQuickestReport = 1e3;  // Milliseconds.
constexpr double kSlowestReport = 600e3;

}  // namespace

double draw(Random& random) {
    return static_cast<double>(random() >> 11U) / static_cast<double>(1ULL << 53U);
}

SenderWorld::SenderWorld(Random& random, int own_rules) {
    for (std::size_t i = 0; i < kSenders; ++i) {
        pool_[i].domain = "sender" + std::to_string(i + 1) + ".example";
    }
    double sum = 0;
    for (int k = 1; k <= kProviders; ++k) reach_.push_back(sum += 1.0 / k);
    dislikes_.resize(kProviders * kSenders);
    for (auto& each : dislikes_) each = dislikes(random);
    closed_.resize(static_cast<std::size_t>(kProviders) * kAccounts);
    for (auto&& each : closed_) each = own_rules > 0 && draw(random) * own_rules < 1;
}

SenderWorld::Dislikes SenderWorld::dislikes(Random& random) {
    Dislikes edges;
    for (auto at = kBegin; at < kBegin + kMonth;) {
        at += hours(static_cast<int>(-kHoursBetweenDislikes * std::log(1 - draw(random))));
        edges.push_back(at);
        const double length = draw(random) * (kLongestDislike - kShortestDislike);
        at += hours(kShortestDislike + static_cast<int>(length));
        edges.push_back(at);
    }
    return edges;
}

Conversation SenderWorld::anybody(Random& random) const {
    const auto at = std::lower_bound(reach_.begin(), reach_.end(), draw(random) * reach_.back());
    const int account = static_cast<int>(draw(random) * kAccounts);
    return {account, static_cast<int>(at - reach_.begin())};
}

bool SenderWorld::refuses(const Conversation& to, std::size_t sender, TimePoint now) const {
    if (refuses_everybody(to)) return true;
    const auto& edges = dislikes_[static_cast<std::size_t>(to.provider) * kSenders + sender];
    return (std::upper_bound(edges.begin(), edges.end(), now) - edges.begin()) % 2 == 1;
}

// Each length of time is as likely as its double: most refusals are said in the session.
Duration SenderWorld::until_reported(Random& random) {
    const double factor = std::pow(kSlowestReport / kQuickestReport, draw(random));
    return Duration(static_cast<Duration::rep>(kQuickestReport * factor));
}

}  // namespace postern
