// SPDX-License-Identifier: Apache-2.0
//
// postern_sender_strategies: a month of notifications to ten thousand providers, in virtual time,
// by several ways of choosing among three sender domains. Prints for each what left from which
// domain, how often a conversation changed its From, what was refused, what had to wait and how
// long that took until it left, and what was lost: given up because no domain could be used for too
// long, or refused without a further try. No clock, no network: the same options print the same
// table.
//
// With --worst-tenant: what one account can do to the others, see sender_tenant.hpp.
//
// What is sent to whom, and who refuses what, is in sender_world.hpp.
#include <algorithm>
#include <array>
#include <cstdio>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>

#include <boost/program_options.hpp>

#include "sender_month.hpp"
#include "sender_tenant.hpp"

namespace postern {

namespace {

namespace po = boost::program_options;

struct Options {
    bool help = false;
    bool worst_tenant = false;
    std::uint64_t seed = 1;
    int own_rules = 1000;
    ReputationSettings terms{};
};

po::options_description all_options(Options& to, std::string& give_up_after) {
    po::options_description all("postern_sender_strategies");
    auto add = all.add_options();
    add("help,h", po::bool_switch(&to.help), "print this and exit");
    add("worst-tenant", po::bool_switch(&to.worst_tenant),
        "what one account can do to the others, before and now");
    add("seed", po::value(&to.seed)->default_value(to.seed), "another month");
    add("give-up-after",
        po::value(&give_up_after)->default_value(format_duration(to.terms.give_up_after)),
        "as reputation.give-up-after");
    add("own-rules", po::value(&to.own_rules)->default_value(to.own_rules),
        "one address in so many refuses whoever writes; 0: none does");
    return all;
}

/// Throws std::exception in the words of what is wrong.
Options read_options(int count, const char* const* arguments) {
    Options options;
    std::string give_up_after;
    const auto all = all_options(options, give_up_after);
    po::variables_map given;
    po::store(po::parse_command_line(count, arguments, all), given);
    po::notify(given);
    const auto span = parse_duration(give_up_after);
    if (!span) throw std::invalid_argument("--give-up-after: " + span.error().message());
    options.terms.give_up_after = *span;
    if (options.help) std::cout << all;
    return options;
}

double percent(long part) {
    return 100.0 * static_cast<double>(part) / kNotifications;
}

/// The wait that this share of them did not exceed, in minutes.
double wait_at(double share, std::vector<Duration>& waits) {
    if (waits.empty()) return 0;
    const auto place = static_cast<std::ptrdiff_t>(share * static_cast<double>(waits.size() - 1));
    std::nth_element(waits.begin(), waits.begin() + place, waits.end());
    return std::chrono::duration<double, std::ratio<60>>(waits[static_cast<std::size_t>(place)])
        .count();
}

void print_head(const Options& options) {
    std::printf(
        "%d notifications to %d providers in 30 days, seed %llu, given up after %s\n"
        "one address in %d refuses whoever writes; the other assumptions: sender_world.hpp\n"
        "in percent of the notifications; waits in minutes\n\n",
        kNotifications, kProviders, static_cast<unsigned long long>(options.seed),
        format_duration(options.terms.give_up_after).c_str(), options.own_rules);
    std::printf("%-27s %6s %6s %6s %6s %8s %7s %7s %7s %9s %7s\n", "strategy", "from 1", "from 2",
                "from 3", "moves", "refused", "waited", "median", "99th", "given up", "lost");
}

void print_row(const char* name, Tally& t) {
    std::printf("%-27s %6.1f %6.1f %6.1f %6.2f %8.3f %7.3f %7.0f %7.0f %9.3f %7.3f\n", name,
                percent(t.left[0]), percent(t.left[1]), percent(t.left[2]), percent(t.moves),
                percent(t.refused), percent(static_cast<long>(t.waits.size()) + t.given_up),
                wait_at(0.5, t.waits), wait_at(0.99, t.waits), percent(t.given_up),
                percent(t.given_up + t.refused_at_last));
}

void run(const Options& options) {
    struct Row {
        const char* name;
        Strategy strategy;
        Judges judges = Judges::each_account;
    };
    constexpr std::array kRows{
        Row{"always the first", Strategy::first},
        Row{"any, each time", Strategy::random},
        Row{"one for each conversation", Strategy::sticky},
        Row{"by standing", Strategy::standing},
        Row{"by standing, one more try", Strategy::standing_and_retry},
        Row{"likewise, accounts as one", Strategy::standing_and_retry, Judges::all_as_one},
    };
    Random random(options.seed);
    const SenderWorld world(random, options.own_rules);
    print_head(options);
    long hopeless = 0;
    for (const auto& [name, strategy, judges] : kRows) {
        auto tally = SenderMonth(world, strategy, options.terms, options.seed, judges).run();
        print_row(name, tally);
        hopeless = tally.hopeless;
    }
    std::printf("\nlost in any case, as the address refuses whoever writes: %.3f\n",
                percent(hopeless));
}

/// More of them than without the attack, in percent.
double more(long with, long without, long sent) {
    return 100.0 * static_cast<double>(std::max(with - without, 0L)) /
           static_cast<double>(std::max(sent, 1L));
}

void print_attack(const Attack& attack, int an_hour, const ReputationSettings& terms) {
    std::printf("%-35s", attack.name);
    for (const auto judges : {Judges::all_as_one, Judges::each_account}) {
        const auto with = loss_by(attack, true, an_hour, judges, terms);
        const auto without = loss_by(attack, false, an_hour, judges, terms);
        std::printf(" %8.1f %8.1f", more(with.waited, without.waited, with.sent),
                    more(with.moved, without.moved, with.sent));
    }
    std::printf("\n");
}

/// What it costs when it is the provider who refuses.
void print_notice(const ReputationSettings& terms) {
    std::printf(
        "a provider refuses one of the two: until everybody takes the other\n%-35s %17s %17s\n", "",
        "before", "now");
    for (const int an_hour : {6, 150}) {
        std::printf("%4d an hour: minutes, refusals     ", an_hour);
        for (const auto judges : {Judges::all_as_one, Judges::each_account}) {
            const auto found = notice_by(an_hour, judges, terms);
            std::printf(" %8.1f %8ld",
                        std::chrono::duration<double, std::ratio<60>>(found.after).count(),
                        found.refused);
        }
        std::printf("\n");
    }
}

void run_worst_tenant(const Options& options) {
    print_notice(options.terms);
    std::printf("\nin percent of the others' notifications there, two hours, two sender domains\n");
    for (const int an_hour : {6, 150}) {
        std::printf("\n%d an hour to that provider\n%-35s %17s %17s\n%-35s", an_hour, "", "before",
                    "now", "one account");
        for (int i = 0; i < 2; ++i) std::printf(" %8s %8s", "wait", "move");
        std::printf("\n");
        for (const auto& attack : attacks()) print_attack(attack, an_hour, options.terms);
    }
}

}  // namespace

}  // namespace postern

int main(int count, char** arguments) {
    try {
        const auto options = postern::read_options(count, arguments);
        if (options.help) return 0;
        if (options.worst_tenant) {
            postern::run_worst_tenant(options);
        } else {
            postern::run(options);
        }
        return 0;
    } catch (const std::exception& error) {
        std::cerr << "postern_sender_strategies: " << error.what() << '\n';
        return 2;
    }
}
