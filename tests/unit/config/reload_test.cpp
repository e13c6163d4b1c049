// SPDX-License-Identifier: Apache-2.0
//
// Every setting is put into force by a reload, or named as one that needs a restart.
#include "postern/config/reload.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "postern/config/reference.hpp"

#include "sections.hpp"
#include "settings_table.hpp"
#include "unlike_the_defaults.hpp"

namespace postern {
namespace {

using SettingKeys = std::vector<std::string_view>;

TEST(RestartNeeded, NamesASettingIfAndOnlyIfItIsTakenAtTheStart) {
    auto other = unlike_the_defaults();
    other.dns.root_hints = "/etc/root.hints";  // which no file has beside resolvers
    for (const auto& setting : settings_table()) {
        Settings changed;
        setting.copy(other, changed);
        const auto key = setting.says.key;
        EXPECT_NE(changed, Settings{}) << key << " is missing in unlike_the_defaults()";
        EXPECT_EQ(restart_needed({}, changed),
                  setting.says.at_start ? SettingKeys{key} : SettingKeys{})
            << key;
        EXPECT_EQ(start_settings(changed), setting.says.at_start ? changed : Settings{}) << key;
    }
}

TEST(RestartNeeded, NamesAllThatChangedInTheOrderOfTheTable) {
    Settings was;
    Settings is;
    is.state.database = "sqlite:/s";
    is.milter.timeout += Duration{1};
    is.drafts.size_limit += 1;
    EXPECT_EQ(restart_needed(was, is), (SettingKeys{"milter.timeout", "state.database"}));
    EXPECT_EQ(restart_needed(is, is), SettingKeys{});
}

TEST(RestartNeeded, IsWhatTheReferencesMark) {
    const auto& table = settings_table();
    for (const auto& group : documented_groups()) {
        for (const auto& setting : group.settings) {
            const auto row = std::find_if(table.begin(), table.end(), [&](const auto& candidate) {
                return candidate.says.key == setting.key;
            });
            const bool at_start = row != table.end() && row->says.at_start;
            EXPECT_EQ(setting.facts.ends_with("; needs a restart."), at_start) << setting.key;
        }
    }
    EXPECT_NE(settings_markdown().find("; needs a restart.\n"), std::string::npos);
    EXPECT_NE(settings_man_page().find("; needs a restart.\n"), std::string::npos);
}

}  // namespace
}  // namespace postern
