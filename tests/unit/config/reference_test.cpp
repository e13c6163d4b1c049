// SPDX-License-Identifier: Apache-2.0
//
// What is generated from the settings table, and that the committed copies are what it generates.
#include "postern/config/reference.hpp"

#include <string>

#include <gtest/gtest.h>

#include "postern/base/file.hpp"
#include "postern/config/load.hpp"

namespace postern {
namespace {

using namespace std::chrono_literals;

Settings loaded_again(const std::string& text) {
    const auto result = load_settings_text(text, "generated");
    for (const auto& finding : result.findings) ADD_FAILURE() << finding.message();
    return result.settings;
}

void expect_committed(const std::string& name, const std::string& generated) {
    const auto committed = read_file(std::string(POSTERN_SOURCE_DIR) + '/' + name);
    ASSERT_TRUE(committed) << committed.error().message();
    EXPECT_TRUE(*committed == generated)
        << name << " differs from the settings table; run: postern_write_references "
        << POSTERN_SOURCE_DIR;
}

Settings unlike_the_defaults() {
    Settings s;
    s.milter = {"inet:8895@localhost", 0600, "postfix", "", {"null", "yes", "1"}, 1h + 1ms};
    s.drafts = {"drafts.example.com", {*Network::parse("2001:db8::/32")}, {}, 1500, 7};
    s.drafts.sasl_users = {"ren\xC3\xA9", "\"quoted\\", "#1", "-", "user:", "{x}"};
    s.grace_window = {0s, 59min};
    s.presence.stale_after = 10s;
    s.policy.opened_by = PolicySettings::OpenedBy::anyone;
    s.recipients.forward_limit = 1;
    s.senders = {{"a.example.com", "example.com", "a+b"}, {"example.net", "b.example.net", "n"}};
    s.senders[1].dkim_selectors = {"s1", "a.b=/etc/key =1"};
    s.senders[1].sending_addresses = {"192.0.2.10", "2001:db8::10"};
    s.reputation.witnesses = 5;
    s.reputation.trusted_reporters = {*Network::parse("192.0.2.0/24")};
    s.reputation.authserv_ids = {"mx.example.com"};
    s.dns = {DnsSettings::CheckDomains::never, {"192.0.2.53", "2001:db8::53@5353"}};
    s.dns.stubs = {"corp=192.0.2.53", "a.example=::1@53"};
    s.dns.trust_anchor = "/usr/share/dns/root.key";
    s.milter.message_memory = 512U << 20U;
    s.dns.timeout = 1500ms;
    s.bounces.hold_limit = 7;
    s.bounces.hold_size = 3U << 20U;
    s.unsubscribe.url = "https://example.com/?a=b&t={token}#c";
    s.stream = {"sender-1.x_Y", "lists.example.com"};
    s.keys.files = {"/etc/key one", "/etc/key: two"};
    s.directory = {"sqlite:/d", 64, std::chrono::days{2}};
    s.state = {"sqlite:/s #1", std::chrono::days{36500}};
    s.database.busy_timeout = 0s;
    s.postfix = {"/q", "/etc/postfix-out", 32, 1h, {"always_bcc", "smtp/unix/relayhost"}};
    s.log = {LogTarget::syslog, Severity::debug, "local7"};
    return s;
}

TEST(Reference, TheSampleConfigurationIsCommitted) {
    expect_committed("conf/postern.yaml", sample_yaml());
}

TEST(Reference, TheSettingsPageIsCommitted) {
    expect_committed("docs/settings.md", settings_markdown());
}

TEST(Reference, TheManPageIsCommitted) {
    expect_committed("packaging/man/postern.yaml.5", settings_man_page());
}

TEST(SampleConfiguration, LoadsAndHasOnlyDefaultsBesideTheExamples) {
    auto settings = loaded_again(sample_yaml());
    EXPECT_FALSE(settings.drafts.domain.empty());
    EXPECT_FALSE(settings.senders.empty());
    EXPECT_FALSE(settings.keys.files.empty());
    settings.drafts.domain.clear();
    settings.senders.clear();
    settings.keys.files.clear();
    EXPECT_EQ(settings, Settings{});
}

TEST(PrintConfig, LoadsToTheSameSettings) {
    const auto sample = loaded_again(sample_yaml());
    EXPECT_EQ(loaded_again(print_config(sample)), sample);
    const auto other = unlike_the_defaults();
    EXPECT_EQ(loaded_again(print_config(other)), other) << print_config(other);
    EXPECT_EQ(loaded_again(print_config_json(other)), other) << print_config_json(other);
}

TEST(PrintConfig, SaysEverySettingOnce) {
    const auto text = print_config(loaded_again(sample_yaml()));
    for (const auto* line : {"  socket-mode: \"0660\"\n", "    draft: POSTERN-DRAFT\n",
                             "  networks: [127.0.0.0/8, \"::1/128\"]\n", "  size-limit: 10MiB\n",
                             "senders:\n  - domain: mail.example.com\n    bounce-domain: ",
                             "  url: \"\"\n", "  busy-timeout: 2s\n"}) {
        EXPECT_NE(text.find(line), std::string::npos) << line << "in\n" << text;
    }
    EXPECT_EQ(text.find('#'), std::string::npos);
}

TEST(ManPage, HasNoLineThatRoffWouldTakeForARequestOfItsOwn) {
    const auto page = settings_man_page();
    std::size_t start = 0;
    for (auto end = page.find('\n'); end != std::string::npos; end = page.find('\n', start)) {
        const auto line = page.substr(start, end - start);
        start = end + 1;
        EXPECT_FALSE(line.starts_with('\'')) << line;
        if (!line.starts_with('.')) continue;
        const auto request = line.substr(0, line.find(' '));
        EXPECT_TRUE(std::string(".\\\" .TH .SH .SS .TP .B .BR .PP .br .nh .ad").find(request) !=
                    std::string::npos)
            << line;
    }
}

}  // namespace
}  // namespace postern
