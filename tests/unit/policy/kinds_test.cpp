// SPDX-License-Identifier: Apache-2.0
//
// What every row of kKinds has to have behind it, beside its rules (rule_tables_test.cpp).
#include <gtest/gtest.h>

#include "postern/base/file.hpp"
#include "postern/chat/kind.hpp"
#include "postern/config/load.hpp"

namespace postern {
namespace {

using namespace std::chrono_literals;

TEST(Kinds, AreReadByTheirNames) {
    for (const auto& traits : kKinds) {
        EXPECT_EQ(name_of(traits.kind), traits.name);
        EXPECT_EQ(kind_from(traits.name), traits.kind);
        EXPECT_NE(kinds_in_words().find(traits.name), std::string::npos);
    }
    EXPECT_EQ(kind_from("another"), std::nullopt);
}

TEST(Kinds, HaveASwitchOfTheirOwn) {
    for (const auto& traits : kKinds) {
        Account account;
        EXPECT_FALSE(account.notifies(traits.kind)) << traits.name;
        account.*traits.is_on = true;
        for (const auto& other : kKinds)
            EXPECT_EQ(account.notifies(other.kind), other.kind == traits.kind) << other.name;
    }
}

TEST(Kinds, AreOnWithEmailIntegrationWhereTheRowSaysSo) {
    Account account;
    account.email_integration = true;
    for (const auto& traits : kKinds)
        EXPECT_EQ(account.notifies(traits.kind), traits.with_integration) << traits.name;
}

TEST(Kinds, BelongToTheirLeastPlanAndThoseAboveIt) {
    for (const auto& traits : kKinds) {
        for (const auto plan : {Plan::free, Plan::standard, Plan::pro}) {
            Account account;
            account.plan = plan;
            EXPECT_EQ(account.has(traits.kind), plan >= traits.least_plan) << traits.name;
        }
    }
}

TEST(Kinds, HaveAGraceWindowAmongTheSettings) {
    for (const auto& traits : kKinds) {
        const auto text = "grace-window: { " + std::string(traits.name) + ": 7min }\n";
        const auto loaded = load_settings_text(text, "window");
        EXPECT_EQ(loaded.settings.grace_window.*traits.window, 7min) << traits.name;
    }
}

/// A manual page has a backslash before a hyphen.
std::string plain(std::string text) {
    std::erase(text, '\\');
    return text;
}

TEST(Kinds, AreNamedWherePeopleLook) {
    for (const auto* path :
         {"docs/draft.md", "docs/directory.md", "docs/glossary.md", "packaging/man/postern-draft.5",
          "packaging/man/postern.8", "src/cli/notifications.cpp", "src/cli/directory_events.cpp"}) {
        const auto text = read_file(std::string(POSTERN_SOURCE_DIR) + '/' + path);
        ASSERT_TRUE(text) << path;
        for (const auto& traits : kKinds)
            EXPECT_NE(plain(*text).find(traits.name), std::string::npos) << path;
    }
}

}  // namespace
}  // namespace postern
