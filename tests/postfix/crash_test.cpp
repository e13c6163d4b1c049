// SPDX-License-Identifier: Apache-2.0
//
// posternd is killed again and again, or told to reload, while the platform submits and Postfix
// fans out: in the end every agent has every notification once. Nothing is waited for but
// posternd's own recovery and the platform's own repetitions: Postfix would by itself try again
// after five minutes, which is longer than these tests wait; only where reports come back, which
// nobody but Postfix presents again, it is told to hurry.
#include <csignal>
#include <fstream>
#include <map>
#include <memory>
#include <set>

#include <gtest/gtest.h>

#include "mail_host.hpp"
#include "mail_text.hpp"
#include "platform.hpp"
#include "wait.hpp"
#include "with_mail_host.hpp"

namespace postern::testing {
namespace {

constexpr auto kDirectory = R"(
accounts:
  - id: team
    plan: standard
    notifications: { offline-message: true }
    agents:
      - { id: ann, address: ann@team.example.test }
      - { id: bob, address: bob@team.example.test }
      - { id: col, address: col@team.example.test }
)";
constexpr std::size_t kAgents = 3;

class UnderLoad : public WithMailHost<UnderLoad> {
  public:
    static std::unique_ptr<MailHost> make_host() {
        HostOptions options;
        options.window = std::chrono::seconds(1);
        return std::make_unique<MailHost>(kDirectory, options);
    }

  protected:
    static std::unique_ptr<Platform> begin(const std::string& prefix, int count) {
        return std::make_unique<Platform>(host().postfix().draft_port(),
                                          Platform::Plan{many_drafts(prefix, "team", count)});
    }

    /// How often each notification arrived, as "draft to address".
    static std::map<std::string, int> counted(const std::string& prefix) {
        std::map<std::string, int> counts;
        for (const auto& message : host().postfix().sink_messages()) {
            const auto draft = MailText(message.text).field("Subject");
            if (draft.starts_with(prefix)) ++counts[draft + " to " + message.recipients.at(0)];
        }
        return counts;
    }

    static bool wait_for(const std::function<bool()>& condition) {
        return wait_until(
            [&] {
                const bool met = condition();
                if (!met) std::this_thread::sleep_for(std::chrono::milliseconds(300));
                return met;
            },
            std::chrono::seconds(90));
    }

    static void expect_all_once(Platform& platform, const std::string& prefix, std::size_t count) {
        EXPECT_TRUE(wait_for([&] { return platform.is_done(); })) << platform.accepted();
        EXPECT_EQ(platform.refusal(), "");
        EXPECT_TRUE(wait_for([&] {
            return counted(prefix).size() >= count && host().postfix().queue().empty();
        })) << "still queued:\n"
            << host().postfix().queue();
        const auto counts = counted(prefix);
        EXPECT_EQ(counts.size(), count);
        for (const auto& [what, times] : counts) EXPECT_EQ(times, 1) << what;
        expect_all_on_record(prefix, count);
    }

    static void expect_all_on_record(const std::string& prefix, std::size_t count) {
        std::size_t sent = 0;
        for (const auto& record :
             read_records(host().postern({"--json", "notifications", "--limit", "5000"}))) {
            if (record.draft.starts_with(prefix) && record.fate == "sent") ++sent;
        }
        EXPECT_EQ(sent, count);
    }

    static void kill_and_restart() {
        host().posternd().kill9();
        host().posternd().restart();
    }
};

TEST_F(UnderLoad, LosesAndDoublesNothingWhenKilledAgainAndAgain) {
    constexpr int kDrafts = 300;
    const auto platform = begin("kill", kDrafts);
    int kills = 0;
    // While drafts come in …
    for (std::size_t at = 30; at < kDrafts; at += 45) {
        ASSERT_TRUE(wait_for([&] { return platform->accepted() >= at; })) << host().logs();
        kill_and_restart();
        ++kills;
    }
    // … and while what is left goes out.
    for (std::size_t at = 300; at < kDrafts * kAgents; at += 150) {
        ASSERT_TRUE(wait_for([&] { return counted("kill").size() >= at; }))
            << counted("kill").size() << "\n"
            << host().postfix().queue() << host().posternd().log();
        kill_and_restart();
        ++kills;
    }
    ASSERT_GE(kills, 6);
    expect_all_once(*platform, "kill", kDrafts * kAgents);
    RecordProperty("kills", kills);
    RecordProperty("attempts repeated", static_cast<int>(platform->repeated()));
}

TEST_F(UnderLoad, LosesNothingWhenToldToReload) {
    constexpr int kDrafts = 100;
    const auto platform = begin("reload", kDrafts);
    const auto reloads = [] {
        const auto log = host().posternd().log();
        std::size_t count = 0;
        for (auto at = log.find("event=configuration-loaded"); at != std::string::npos;
             at = log.find("event=configuration-loaded", at + 1)) {
            ++count;
        }
        return count;
    };
    const auto before = reloads();
    const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(1);
    while (!platform->is_done() && std::chrono::steady_clock::now() < end) {
        host().posternd().signal(SIGHUP);
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    ASSERT_TRUE(platform->is_done()) << host().posternd().log();
    expect_all_once(*platform, "reload", kDrafts * kAgents);
    // Signals that wait are one: how many reloads they make depends on how busy the machine is.
    EXPECT_GE(reloads() - before, 3U) << host().posternd().log();
    EXPECT_EQ(platform->repeated(), 0U);
}

TEST_F(UnderLoad, ServesOnWithTheOldConfigurationWhereTheNewOneIsBad) {
    std::ofstream(host().configuration(), std::ios::app) << "nonsense: true\n";
    host().posternd().signal(SIGHUP);
    EXPECT_TRUE(wait_until([] {
        return host().posternd().log().find("event=configuration-refused") != std::string::npos;
    })) << host().posternd().log();
    const auto sent = host().submit({"after-a-bad-reload", "team"});
    EXPECT_EQ(sent.end.code, 250);
}

/// Agents at as many providers, all of which refuse the domain that is used first.
constexpr std::size_t kRefusing = 60;

std::string agents_everywhere() {
    std::string text(R"(
accounts:
  - id: team
    plan: standard
    notifications: { offline-message: true }
    agents:
)");
    for (std::size_t i = 1; i <= kRefusing; ++i) {
        const auto number = std::to_string(i);
        text.append("      - { id: a").append(number).append(", address: a@firm");
        text.append(number).append(".example.test }\n");
    }
    return text;
}

class OneMoreTry : public WithMailHost<OneMoreTry> {
  public:
    static std::unique_ptr<MailHost> make_host() {
        HostOptions options;
        options.lab.remote = true;
        options.lab.settings = {"parent_domain_matches_subdomains=relay_domains,transport_maps",
                                "relay_recipient_maps=static:ok", "minimal_backoff_time=1s",
                                "maximal_backoff_time=1s", "queue_run_delay=1s"};
        options.sections["senders"] =
            "[{ domain: mail.example.test, bounce-domain: bounces.example.test, weight: 1000 },"
            " { domain: chat.example.test, bounce-domain: chat.bounces.example.test, weight: 1 }]";
        auto host = std::make_unique<MailHost>(agents_everywhere(), options);
        std::ofstream(host->postfix().value("REMOTE_SENDERS"))
            << "/@bounces\\.example\\.test$/ 550 5.7.1 Sender domain is blocked\n";
        return host;
    }

  protected:
    /// How many notifications have been handed over once more, as posternd's log says.
    static std::size_t retried() {
        const auto log = host().posternd().log();
        std::size_t count = 0;
        constexpr std::string_view kRetried = "effect=retried";
        for (auto at = log.find(kRetried); at != log.npos; at = log.find(kRetried, at + 1)) ++count;
        return count;
    }
};

TEST_F(OneMoreTry, IsMadeOnceWhereverPosterndIsKilled) {
    const auto sent = host().submit({"refused", "team"});
    ASSERT_EQ(sent.end.code, 250) << sent.end.text;
    constexpr std::size_t kBetweenKills = 8;
    int kills = 0;
    for (std::size_t at = 1; at < kRefusing - kBetweenKills; at += kBetweenKills) {
        ASSERT_TRUE(wait_until([&] { return retried() >= at; }, std::chrono::seconds(60)))
            << host().logs();
        host().posternd().kill9();
        host().posternd().restart();
        ++kills;
    }
    ASSERT_GE(kills, 6);
    std::set<std::string> reached;
    for (const auto& message : host().delivered("refused", kRefusing, std::chrono::minutes(2))) {
        const auto& address = message.recipients.at(0);
        EXPECT_TRUE(reached.insert(address).second) << address << " got it twice";
    }
    EXPECT_EQ(reached.size(), kRefusing) << host().postfix().queue() << host().logs();
    EXPECT_EQ(host().postern({"suppressions", "list", "--json"}), "[]\n");
}

}  // namespace
}  // namespace postern::testing
