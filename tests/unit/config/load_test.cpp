// SPDX-License-Identifier: Apache-2.0
#include "postern/config/load.hpp"

#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>

namespace postern {
namespace {

using namespace std::chrono_literals;

/// The least that a complete file must say.
const std::string kRequired =
    "drafts: {domain: drafts.example.com}\n"
    "senders: [{domain: example.com, bounce-domain: bounces.example.com}]\n"
    "keys: {files: [/etc/postern/keys/current.key]}\n";

Settings loaded(const std::string& text) {
    const auto result = load_settings_text(text, "test.yaml");
    for (const auto& finding : result.findings) ADD_FAILURE() << finding.message();
    return result.settings;
}

TEST(LoadSettings, KeepsTheDefaultsOfWhatIsNotThere) {
    Settings expected;
    expected.drafts.domain = "drafts.example.com";
    expected.senders = {{"example.com", "bounces.example.com", "notifications"}};
    expected.keys.files = {"/etc/postern/keys/current.key"};
    EXPECT_EQ(loaded(kRequired), expected);
}

TEST(LoadSettings, HasTheDefaultsOfTheSpecification) {
    const Settings settings;
    EXPECT_EQ(settings.milter.timeout, 2h);
    EXPECT_EQ(settings.milter.socket_mode, 0660U);
    EXPECT_EQ(settings.drafts.size_limit, 10U * 1024 * 1024);
    EXPECT_EQ(settings.grace_window.offline_message, 2min);
    EXPECT_EQ(settings.grace_window.missed_chat, 0s);
    EXPECT_EQ(settings.presence.stale_after, 5min);
    EXPECT_EQ(settings.state.keep, std::chrono::days{90});
    EXPECT_EQ(settings.postfix.retry_after, 15s);
}

TEST(LoadSettings, FindsThatALinkLeadsToAFileWhichIsReadAlready) {
    const auto room = std::filesystem::path(::testing::TempDir()) / "a_socket_that_is_a_key";
    std::filesystem::remove_all(room);
    std::filesystem::create_directories(room / "keys");
    std::ofstream(room / "keys" / "current.key") << "secret";
    std::filesystem::create_symlink("keys/current.key", room / "file");
    std::filesystem::create_directory_symlink("keys", room / "directory");
    for (const auto* spelling : {"file", "directory/current.key", "keys/../file"}) {
        const auto text =
            "drafts: {domain: drafts.example.com}\n"
            "senders: [{domain: example.com, bounce-domain: bounces.example.com}]\n"
            "keys: {files: ['" +
            (room / "keys" / "current.key").string() +
            "']}\nmilter: {socket: 'unix:" + (room / spelling).string() + "'}\n";
        const auto findings = load_settings_text(text, "test.yaml").findings;
        ASSERT_EQ(findings.size(), 1U) << spelling;
        EXPECT_NE(findings[0].message().find("is milter.socket as well"), std::string::npos);
    }
    std::filesystem::remove_all(room);
}

TEST(LoadSettings, ReadsEveryKindOfValue) {
    const auto settings = loaded(
        "milter: {socket: 'inet:8895@127.0.0.1', socket-mode: 0600, user: \"\",\n"
        "         daemon-names: {draft: D, out: O, bounce: B}}\n"
        "drafts:\n"
        "  domain: Drafts.Example.COM\n"
        "  networks: [192.0.2.1, '2001:db8::/32']\n"
        "  sasl-users: [platform, other@example.com]\n"
        "  size-limit: 2 MB\n"
        "presence: {stale-after: 1min30s}\n"
        "policy: {opened-by: anyone}\n"
        "senders:\n"
        "  - domain: mail.example.com\n"
        "    bounce-domain: bounces.example.com\n"
        "    from: chat.news\n"
        "unsubscribe: {url: 'https://example.com/u?t={token}'}\n"
        "keys: {files: [/a, /b]}\n"
        "log: {to: syslog, level: warning, facility: local3}\n");
    EXPECT_EQ(settings.milter.socket, "inet:8895@127.0.0.1");
    EXPECT_EQ(settings.milter.socket_mode, 0600U);
    EXPECT_EQ(settings.milter.user, "");
    EXPECT_EQ(settings.milter.daemon_names.out, "O");
    EXPECT_EQ(settings.drafts.domain, "drafts.example.com");
    EXPECT_TRUE(settings.drafts.networks.at(1).contains("2001:db8::1"));
    EXPECT_EQ(settings.drafts.sasl_users.at(1), "other@example.com");
    EXPECT_EQ(settings.drafts.size_limit, 2'000'000U);
    EXPECT_EQ(settings.presence.stale_after, 90s);
    EXPECT_EQ(settings.policy.opened_by, PolicySettings::OpenedBy::anyone);
    EXPECT_EQ(settings.senders.at(0).from, "chat.news");
    EXPECT_EQ(settings.unsubscribe.url, "https://example.com/u?t={token}");
    EXPECT_EQ(settings.keys.files, (std::vector<std::string>{"/a", "/b"}));
    EXPECT_EQ(settings.log.to, LogTarget::syslog);
    EXPECT_EQ(settings.log.level, Severity::warning);
    EXPECT_EQ(settings.log.facility, "local3");
}

TEST(LoadSettings, TakesEveryBoundItself) {
    const auto settings = loaded(kRequired +
                                 "grace-window: {offline-message: 0s, missed-chat: 1h}\n"
                                 "presence: {stale-after: 7d}\n"
                                 "recipients: {forward-limit: 20}\n"
                                 "directory: {readers: 64}\n"
                                 "database: {busy-timeout: 60s}\n"
                                 "state: {keep: 1d}\n"
                                 "bounces: {token-lifetime: 1d}\n");
    EXPECT_EQ(settings.grace_window.offline_message, 0s);
    EXPECT_EQ(settings.grace_window.missed_chat, 1h);
    EXPECT_EQ(settings.directory.readers, 64);
}

TEST(LoadSettings, TakesTheSamplesDefaultsForADomainThatIsKnown) {
    const auto settings = loaded(
        "drafts: {domain: drafts.example.com}\n"
        "senders: [{domain: example.com, bounce-domain: bounces.example.com, warm-up-since: '',\n"
        "           warm-up-start: 50, warm-up-growth: 50%}]\n"
        "keys: {files: [/a]}\n");
    EXPECT_FALSE(settings.senders.at(0).warm_up.since);
}

TEST(LoadSettings, AnEmptyListReplacesTheDefault) {
    const auto settings = loaded(
        "drafts: {domain: drafts.example.com, networks: []}\n"
        "senders: [{domain: example.com, bounce-domain: bounces.example.com}]\n"
        "keys: {files: [/a]}\n");
    EXPECT_TRUE(settings.drafts.networks.empty());
}

TEST(LoadSettings, TakesAByteOrderMarkAndCarriageReturns) {
    auto text = "\xEF\xBB\xBF" + kRequired + "log:\n  level: debug\n  to: \"syslog\"\n";
    for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2) {
        text.insert(at, "\r");
    }
    EXPECT_EQ(loaded(text).log.to, LogTarget::syslog);
}

TEST(LoadSettings, TakesAnExplicitStartAndEndOfTheDocument) {
    EXPECT_EQ(loaded("%YAML 1.2\n---\n" + kRequired + "...\n"), loaded(kRequired));
}

TEST(LoadSettings, AFaultyValueKeepsItsDefaultBesideTheGoodOnes) {
    const auto result = load_settings_text(
        kRequired + "grace-window: {offline-message: soon, missed-chat: 1min}\n", "test.yaml");
    ASSERT_EQ(result.findings.size(), 1U);
    EXPECT_EQ(result.findings[0].message().substr(0, 14), "test.yaml:4:33");
    EXPECT_EQ(result.settings.grace_window.offline_message, 2min);
    EXPECT_EQ(result.settings.grace_window.missed_chat, 1min);
}

TEST(LoadSettings, FindingsComeInTheOrderOfTheFile) {
    const auto result = load_settings_text(
        "policy: {opened-by: nobody}\nsenders: []\nlog: {level: loud}\ndrafts: {domain: x}\n"
        "keys: {files: [a]}\n",
        "test.yaml");
    ASSERT_EQ(result.findings.size(), 5U);
    for (int line = 1; line <= 5; ++line) {
        EXPECT_EQ(result.findings[static_cast<std::size_t>(line) - 1].line, line);
    }
}

TEST(LoadSettings, NeverRepeatsWhatMayBeASecret) {
    const std::string secret = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";
    for (const auto& keys :
         {"keys: " + secret, "keys: {files: " + secret + '}', "keys: {files: [" + secret + "]}",
          "keys: {secret: " + secret + '}', "keys: {" + secret + ": 1}", "keys: [" + secret + ']',
          "state: {database: 'postgresql://u:" + secret + "@db/x'}"}) {
        const auto findings = load_settings_text(keys, "test.yaml").findings;
        EXPECT_FALSE(findings.empty()) << keys;
        for (const auto& finding : findings) {
            EXPECT_EQ(finding.message().find(secret), std::string::npos) << finding.message();
        }
    }
}

TEST(LoadSettings, SurvivesDeepNesting) {
    const auto result = load_settings_text(std::string(100'000, '['), "test.yaml");
    EXPECT_FALSE(result.good());
}

TEST(LoadSettings, AMissingFileIsAFindingWithoutALine) {
    const auto result = load_settings("/nonexistent/postern.yaml");
    ASSERT_EQ(result.findings.size(), 1U);
    EXPECT_EQ(result.findings[0].message(), "/nonexistent/postern.yaml: No such file or directory");
}

}  // namespace
}  // namespace postern
