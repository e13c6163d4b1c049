// SPDX-License-Identifier: Apache-2.0
//
// postern_domains: what it costs to ask about a domain that is remembered, on one core and on two,
// beside finding the same domain in a plain map, and what a remembered domain weighs. Once with as
// many domains as fit into a processor's cache, once with many that are come by in no order, where
// memory sets the pace.
#include <chrono>
#include <cstdio>
#include <malloc.h>
#include <memory>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "postern/dns/domain_checker.hpp"

namespace {

constexpr std::size_t kRounds = 2'000'000;

/// Every domain has two hosts, as names of a common length.
class TwoHosts final : public postern::Resolver {
  public:
    void ask(const postern::DnsQuestion& question, Answered answered) override {
        postern::DnsAnswer answer{postern::DnsAnswer::Kind::records};
        answer.ttl = std::chrono::hours{1};
        if (question.type == postern::RecordType::mx) {
            answer.exchangers = {{10, "mx1." + question.name}, {20, "mx2." + question.name}};
        } else {
            answer.addresses = {"192.0.2.1"};
        }
        answered(answer);
    }
};

std::vector<std::string> domains(std::size_t count) {
    std::vector<std::string> all;
    all.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        all.push_back("customer-" + std::to_string(i) + ".example");
    }
    return all;
}

/// Nanoseconds for one call of `work`, which goes through all domains in a scattered order.
template <typename Work>
double cost(const std::vector<std::string>& all, const Work& work, std::size_t at = 0) {
    constexpr std::size_t kStride = 7919;  // A prime, so that it comes by every domain.
    std::size_t sum = 0;
    const auto started = std::chrono::steady_clock::now();
    for (std::size_t round = 0; round < kRounds; ++round) {
        sum += work(all[at]);
        at = (at + kStride) % all.size();
    }
    const std::chrono::duration<double, std::nano> took =
        std::chrono::steady_clock::now() - started;
    // So that the work cannot be left out.
    if (sum == 1) std::puts("");
    return took.count() / static_cast<double>(kRounds);
}

void print(const char* name, double nanoseconds) {
    std::printf("  %-32s %8.0f ns %12.0f a second\n", name, nanoseconds, 1e9 / nanoseconds);
}

void print_on_two(const std::vector<std::string>& all, postern::DomainChecker& checker) {
    const auto check = [&](const std::string& domain) {
        return checker.check(domain)->mail_hosts.size();
    };
    double other = 0;
    std::thread beside([&] { other = cost(all, check, all.size() / 2); });
    const double own = cost(all, check);
    beside.join();
    print("remembered, two threads, each", (own + other) / 2);
}

std::size_t allocated() {
    return ::mallinfo2().uordblks;
}

void measure(std::size_t count) {
    const auto all = domains(count);
    const postern::SystemClock clock;
    postern::DnsSettings settings;
    // So that no part of the memory is full before the others.
    settings.cache_entries = 2 * static_cast<int>(count);
    const auto before = allocated();
    postern::DomainChecker checker(settings, clock, std::make_unique<TwoHosts>());
    for (const auto& domain : all) (void)checker.check(domain);
    const auto held = allocated() - before;

    std::unordered_map<std::string, std::size_t> map;
    for (const auto& domain : all) map.emplace(domain, domain.size());
    std::printf("%zu domains, %zu bytes each\n", count, held / count);
    print("found in a map", cost(all, [&](const auto& name) { return map.find(name)->second; }));
    print("remembered",
          cost(all, [&](const auto& name) { return checker.check(name)->mail_hosts.size(); }));
    print_on_two(all, checker);
}

}  // namespace

int main() {
    measure(1000);
    measure(50'000);
    return 0;
}
