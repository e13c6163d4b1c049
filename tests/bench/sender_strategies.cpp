// SPDX-License-Identifier: Apache-2.0
//
// postern_sender_strategies [SEED]: a month of notifications to ten thousand providers, in virtual
// time, by several ways of choosing among three sender domains. Prints for each what left from
// which domain, how often a conversation changed its From, and what was refused, kept waiting and
// lost. No clock, no network: the same seed prints the same table.
//
// Providers are as unequal as in life: the k-th gets a share of 1/k. Each takes a dislike to a
// domain now and then, on average once in sixty days, for six hours to five days, and then refuses
// whatever comes from it.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <unordered_map>
#include <vector>

#include "postern/sender/choice.hpp"

namespace postern {

namespace {

using std::chrono::hours;

constexpr int kProviders = 10'000;
constexpr int kAccounts = 2'000;
constexpr int kNotifications = 1'000'000;
constexpr Duration kMonth = std::chrono::days{30};
const TimePoint kBegin{std::chrono::days{20'000}};

/// 0 to 1, the same on every machine.
double draw(std::mt19937_64& random) {
    return static_cast<double>(random() >> 11U) / static_cast<double>(1ULL << 53U);
}

/// The spells in which a provider refuses a domain, as points in time: begin, end, begin …
std::vector<TimePoint> dislikes(std::mt19937_64& random) {
    std::vector<TimePoint> edges;
    constexpr double kBetween = 60.0 * 24;
    auto at = kBegin;
    while (at < kBegin + kMonth) {
        at += hours(static_cast<int>(-kBetween * std::log(1 - draw(random))));
        edges.push_back(at);
        at += hours(6 + static_cast<int>(draw(random) * (5 * 24 - 6)));
        edges.push_back(at);
    }
    return edges;
}

struct World {
    std::vector<SenderSettings> pool{3};
    std::vector<double> reach;  ///< Of the first k providers together.
    std::vector<std::vector<std::vector<TimePoint>>> spells;

    explicit World(std::mt19937_64& random) {
        for (std::size_t i = 0; i < pool.size(); ++i) {
            pool[i].domain = "sender" + std::to_string(i + 1) + ".example";
        }
        double sum = 0;
        for (int k = 1; k <= kProviders; ++k) reach.push_back(sum += 1.0 / k);
        spells.resize(kProviders);
        for (auto& of_provider : spells) {
            for (std::size_t i = 0; i < pool.size(); ++i) of_provider.push_back(dislikes(random));
        }
    }

    [[nodiscard]] int provider(std::mt19937_64& random) const {
        const auto at = std::lower_bound(reach.begin(), reach.end(), draw(random) * reach.back());
        return static_cast<int>(at - reach.begin());
    }
    [[nodiscard]] bool refuses(int provider, std::size_t domain, TimePoint now) const {
        const auto& edges = spells[static_cast<std::size_t>(provider)][domain];
        return (std::upper_bound(edges.begin(), edges.end(), now) - edges.begin()) % 2 == 1;
    }
    [[nodiscard]] std::size_t index_of(const std::string& domain) const {
        return static_cast<std::size_t>(domain[6] - '1');
    }
};

enum class Strategy { first, random, sticky, standing, standing_and_retry };

struct Tally {
    std::vector<long> left = std::vector<long>(3);
    long moves = 0, refused = 0, waited = 0, lost = 0;
};

/// What one strategy knows and does.
class Sender {
  public:
    Sender(const World& world, Strategy strategy, std::uint64_t seed)
        : world_(world), strategy_(strategy), random_(seed) {}

    void notify(int account, int provider, TimePoint now) {
        const auto chosen = choose(account, provider, now, {});
        if (!chosen) {
            ++tally_.waited;
            return;
        }
        if (leaves(account, provider, *chosen, now)) return;
        const bool again = strategy_ == Strategy::standing_and_retry;
        const auto other = again ? choose(account, provider, now, *chosen) : std::nullopt;
        if (!other || !leaves(account, provider, *other, now)) ++tally_.lost;
    }

    [[nodiscard]] const Tally& tally() const { return tally_; }

  private:
    struct Recent {
        TimePoint hour;
        SenderTraffic now, before;
    };

    std::optional<std::string> choose(int account, int provider, TimePoint now,
                                      const std::string& except) {
        const auto& pool = world_.pool;
        if (strategy_ == Strategy::first) return pool.front().domain;
        if (strategy_ == Strategy::random) return pool[random_() % pool.size()].domain;
        std::vector<SenderCandidate> candidates;
        for (const auto* sender :
             ranked_senders(pool, std::to_string(account), std::to_string(provider))) {
            candidates.push_back({sender->domain, {}, {}});
        }
        if (strategy_ == Strategy::sticky) return candidates.front().domain;
        const auto none_sent = [](const std::string&) { return 0LL; };
        const auto choice =
            choose_sender(candidates, {standings_[provider], none_sent, now}, terms_, except);
        if (choice.candidate == nullptr) return std::nullopt;
        return choice.candidate->domain;
    }

    /// Whether the provider takes it; what it says is learnt at once.
    bool leaves(int account, int provider, const std::string& domain, TimePoint now) {
        const auto index = world_.index_of(domain);
        auto& last = last_[static_cast<long>(account) * kProviders + provider];
        if (last != 0 && last != index + 1) ++tally_.moves;
        last = index + 1;
        ++tally_.left[index];
        auto& traffic = traffic_in(provider, index, now);
        ++traffic.now.sent;
        auto& standings = standings_[provider];
        const auto held = std::find_if(standings.begin(), standings.end(),
                                       [&](const auto& s) { return s.domain == domain; });
        if (held != standings.end()) {
            if (auto next = after_departure(*held, now, terms_)) *held = *std::move(next);
        }
        if (!world_.refuses(provider, index, now)) return true;
        ++tally_.refused;
        ++traffic.now.refused;
        learn(provider, domain, traffic, now);
        return false;
    }

    void learn(int provider, const std::string& domain, const Recent& traffic, TimePoint now) {
        auto& standings = standings_[provider];
        const auto held = std::find_if(standings.begin(), standings.end(),
                                       [&](const auto& s) { return s.domain == domain; });
        const auto before = held == standings.end() ? std::nullopt : std::optional(*held);
        const SenderTraffic recent{traffic.now.sent + traffic.before.sent,
                                   traffic.now.refused + traffic.before.refused};
        const auto next = after_refusal(before, {domain, "", "", "", now, now}, recent, terms_);
        if (!next) return;
        if (held == standings.end()) {
            standings.push_back(*next);
        } else {
            *held = *next;
        }
    }

    Recent& traffic_in(int provider, std::size_t index, TimePoint now) {
        auto& recent = traffic_[static_cast<long>(provider) * 3 + static_cast<long>(index)];
        const TimePoint hour = std::chrono::floor<hours>(now);
        if (hour != recent.hour) {
            recent.before = recent.hour + hours{1} == hour ? recent.now : SenderTraffic{};
            recent.now = {};
            recent.hour = hour;
        }
        return recent;
    }

    const World& world_;
    Strategy strategy_;
    std::mt19937_64 random_;
    ReputationSettings terms_{};
    Tally tally_{};
    std::unordered_map<int, std::vector<SenderStanding>> standings_;
    std::unordered_map<long, Recent> traffic_;
    std::unordered_map<long, std::size_t>
        last_;  ///< By (account, provider): 1 + index of the domain.
};

void simulate(const World& world, const char* name, Strategy strategy, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    Sender sender(world, strategy, seed);
    for (int i = 0; i < kNotifications; ++i) {
        const TimePoint now = kBegin + kMonth * i / kNotifications;
        const int provider = world.provider(random);
        const int account = static_cast<int>(draw(random) * kAccounts);
        sender.notify(account, provider, now);
    }
    const auto& t = sender.tally();
    const auto percent = [](long part) {
        return 100.0 * static_cast<double>(part) / kNotifications;
    };
    std::printf("%-28s %6.1f %6.1f %6.1f %9.2f %9.3f %8.3f %8.3f\n", name, percent(t.left[0]),
                percent(t.left[1]), percent(t.left[2]), percent(t.moves), percent(t.refused),
                percent(t.waited), percent(t.lost));
}

int run(std::uint64_t seed) {
    std::mt19937_64 random(seed);
    const World world(random);
    std::printf("%d notifications to %d providers in 30 days, seed %llu; in percent\n\n",
                kNotifications, kProviders, static_cast<unsigned long long>(seed));
    std::printf("%-28s %6s %6s %6s %9s %9s %8s %8s\n", "strategy", "from 1", "from 2", "from 3",
                "moves", "refused", "waited", "lost");
    simulate(world, "always the first", Strategy::first, seed);
    simulate(world, "any, each time", Strategy::random, seed);
    simulate(world, "one for each conversation", Strategy::sticky, seed);
    simulate(world, "by standing", Strategy::standing, seed);
    simulate(world, "by standing, one more try", Strategy::standing_and_retry, seed);
    return 0;
}

}  // namespace

}  // namespace postern

int main(int count, char** arguments) {
    return postern::run(count > 1 ? std::strtoull(arguments[1], nullptr, 10) : 1);
}
