// SPDX-License-Identifier: Apache-2.0
//
// Every kind has its place in both databases: a switch of the account, and a word that a record
// may have. Whoever adds one is told here what the schema lacks.
#include "postern/chat/kind.hpp"

#include "fixture.hpp"

namespace postern {

namespace {

class KindsInStore : public StoreContract {};
POSTERN_FOR_EVERY_ENGINE(KindsInStore);

constexpr std::string_view kQuiet =
    "accounts:\n  - { id: shop, name: Shop, plan: pro, email-integration: false }\n";

TEST_P(KindsInStore, KeepTheSwitchOfAnAccount) {
    const auto editor = this->editor();
    ASSERT_TRUE(editor->import(kQuiet, "shop.yaml", true));
    for (const auto& traits : kKinds) {
        ASSERT_TRUE(editor->account_switch("shop", traits.kind, true));
        EXPECT_TRUE(listed(options("directory")).accounts.at(0).*traits.is_on) << traits.name;
        ASSERT_TRUE(editor->account_switch("shop", traits.kind, false));
    }
}

TEST_P(KindsInStore, KeepTheSwitchOfAnExport) {
    const auto editor = this->editor();
    ASSERT_TRUE(editor->import(kQuiet, "shop.yaml", true));
    for (const auto& traits : kKinds)
        ASSERT_TRUE(editor->account_switch("shop", traits.kind, true));
    const auto before = listed(options("directory"));
    for (const auto& traits : kKinds)
        ASSERT_TRUE(editor->account_switch("shop", traits.kind, false));
    ASSERT_TRUE(editor->import(written(before), "export.yaml", true));
    EXPECT_EQ(listed(options("directory")).accounts, before.accounts);
}

TEST_P(KindsInStore, AreRecordedAndFound) {
    const auto state = this->state();
    for (const auto& traits : kKinds) {
        auto notification = issued_to(std::string(traits.name));
        notification.draft = traits.name;
        notification.kind = traits.kind;
        ASSERT_TRUE(state->accept({notification})) << traits.name;
        NotificationFilter filter;
        filter.kind = traits.kind;
        const auto found = state->find(filter).value();
        ASSERT_EQ(found.size(), 1U) << traits.name;
        EXPECT_EQ(found[0].agent, traits.name);
    }
}

}  // namespace

}  // namespace postern
