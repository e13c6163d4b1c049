// SPDX-License-Identifier: Apache-2.0
//
// What is generated from the settings table, and that the committed copies are what it generates.
#include "postern/config/reference.hpp"

#include <string>

#include <gtest/gtest.h>

#include "postern/base/file.hpp"
#include "postern/config/load.hpp"

#include "unlike_the_defaults.hpp"

namespace postern {
namespace {

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
