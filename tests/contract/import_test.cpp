// SPDX-License-Identifier: Apache-2.0
#include "postern/base/file.hpp"

#include "documents.hpp"
#include "fixture.hpp"

namespace postern {

namespace {

class Import : public StoreContract {
  protected:
    void SetUp() override { editor_ = editor(); }

    ImportSummary take(std::string_view text, bool whole) {
        auto imported = editor_->import(text, "import.yaml", whole);
        if (!imported) throw std::runtime_error(imported.error().message());
        return *imported;
    }
    std::string exported(Written as = Written::yaml) const {
        return postern::exported(options("directory"), as);
    }

    std::unique_ptr<DirectoryEditor> editor_;
};
POSTERN_FOR_EVERY_ENGINE(Import);

TEST_P(Import, SaysWhatItTook) {
    const auto summary = take(kShop, false);
    EXPECT_EQ(summary.accounts, 2);
    EXPECT_EQ(summary.groups, 2);
    EXPECT_EQ(summary.agents, 3);
    EXPECT_EQ(summary.chats, 1);
    EXPECT_EQ(summary.devices, 2);
    EXPECT_EQ(summary.removed, 0);
}

TEST_P(Import, TakesBackWhatWasExportedAsYaml) {
    take(kShop, true);
    const auto first = exported();
    take("accounts: []", true);
    take(first, true);
    EXPECT_EQ(exported(), first);
}

TEST_P(Import, TakesBackWhatWasExportedAsJson) {
    take(kShop, true);
    const auto first = exported();
    const auto json = exported(Written::json);
    take("accounts: []", true);
    take(json, true);
    EXPECT_EQ(exported(), first);
    EXPECT_EQ(exported(Written::json), json);
}

TEST_P(Import, TakesBackADeviceThatFellSilentAndCameBack) {
    take(kShop, true);
    for (const auto* moment : {"2026-11-23T15:30:00Z", "2026-11-24T09:00:00Z"}) {
        ASSERT_TRUE(editor_->presence("ben", "phone", PresenceSign::of_life, at(moment)));
    }
    const auto first = exported();
    take(first, true);
    EXPECT_EQ(exported(), first);
    take("accounts: []", true);
    take(first, true);
    EXPECT_EQ(exported(), first);
}

TEST_P(Import, KeepsNamesThatYamlWouldTakeForSomethingElse) {
    for (const std::string name : {"", "null", "true", "0x1F", "- a: b # c", "a\"b\\c", "żółw 🐢",
                                   "~", " blanks ", "12:30", "=", "%x", "@y"}) {
        DirectoryContent content;
        content.accounts.push_back({"shop", name});
        for (const auto& text :
             {written(content, Written::yaml), written(content, Written::json)}) {
            auto imported = editor_->import(text, "import", true);
            ASSERT_TRUE(imported) << text << imported.error().message();
            EXPECT_EQ(listed(options("directory")).accounts.at(0).name, name) << text;
        }
    }
}

TEST_P(Import, IncrementallyChangesOnlyWhatIsNamed) {
    take(kShop, true);
    take(R"yaml(
accounts:
  - id: shop
    notifications: { offline-message: true }
    agents:
      - { id: ben, active: true }
      - { id: carl, address: carl@shop.example, groups: [sales] }
    chats:
      - { id: chat-1, events: [ { what: answered, agent: carl, at: 2026-11-23T11:10:00Z } ] }
)yaml",
         false);
    const auto content = listed(options("directory"));
    const auto& shop = content.accounts.at(1);
    EXPECT_TRUE(shop.offline_message);
    EXPECT_TRUE(shop.missed_chat);
    EXPECT_EQ(shop.plan, Plan::pro);
    EXPECT_EQ(shop.forward, address("info@shop.example"));
    ASSERT_EQ(content.agents.size(), 4U);
    const auto& ben = content.agents.at(2);
    EXPECT_TRUE(ben.active);
    EXPECT_EQ(ben.name, "Ben");
    EXPECT_EQ(ben.groups, std::vector<std::string>{"support"});
    EXPECT_EQ(content.agents.at(3).name, "carl");
    EXPECT_EQ(content.chats.at(0).group, "sales");
    EXPECT_EQ(content.chats.at(0).events.size(), 4U);
    EXPECT_EQ(content.presence.size(), 2U);
}

TEST_P(Import, ClearsAForwardThatIsNull) {
    take(kShop, true);
    take("accounts: [{id: shop, forward: null, agents: [{id: anna, forward: ~}]}]", false);
    const auto content = listed(options("directory"));
    EXPECT_EQ(content.accounts.at(1).forward, std::nullopt);
    EXPECT_EQ(content.agents.at(0).forward, std::nullopt);
}

TEST_P(Import, RemovesWhatAWholeOneDoesNotName) {
    take(kShop, true);
    const auto summary = take(R"yaml(
accounts:
  - id: shop
    plan: standard
    agents: [ { id: zoe, address: zoe@shop.example } ]
)yaml",
                              true);
    // bakery, two groups, anna and ben; zoe has moved.
    EXPECT_EQ(summary.removed, 5);
    const auto content = listed(options("directory"));
    EXPECT_EQ(content.accounts.size(), 1U);
    EXPECT_FALSE(content.accounts.at(0).missed_chat);
    EXPECT_TRUE(content.groups.empty());
    EXPECT_EQ(content.agents.size(), 1U);
    EXPECT_EQ(content.agents.at(0).account, "shop");
    EXPECT_TRUE(content.presence.empty());
}

TEST_P(Import, KeepsWhatHappenedThatAWholeOneDoesNotSay) {
    take(kShop, true);
    take(R"yaml(
accounts:
  - id: shop
    plan: pro
    groups: [ { id: sales } ]
    agents: [ { id: anna, address: anna@shop.example } ]
)yaml",
         true);
    const auto content = listed(options("directory"));
    EXPECT_EQ(content.presence.size(), 2U);
    ASSERT_EQ(content.chats.size(), 1U);
    EXPECT_EQ(content.chats.front().events.size(), 3U);
}

TEST_P(Import, AddsToWhatIsKnownOfADevice) {
    take(kShop, true);
    take(R"yaml(
accounts:
  - { id: shop, agents: [ { id: anna, devices: [
      { id: phone, online-since: 2026-11-23T12:00:00Z, until: 2026-11-23T13:00:00Z } ] } ] }
)yaml",
         false);
    const auto spans = listed(options("directory")).presence;
    ASSERT_EQ(spans.size(), 2U);
    EXPECT_EQ(spans[0].device, "phone");
    EXPECT_EQ(spans[0].from, at("2026-11-23T10:00:00Z"));
    EXPECT_EQ(spans[0].until, at("2026-11-23T13:00:00Z"));
}

TEST_P(Import, ForgetsEverythingWithOneFaultInIt) {
    take(kShop, true);
    const auto before = exported();
    for (const bool whole : {true, false}) {
        EXPECT_FALSE(editor_->import(R"yaml(
accounts:
  - { id: first, plan: pro }
  - { id: second, plan: gold }
)yaml",
                                     "import.yaml", whole));
        EXPECT_EQ(exported(), before);
    }
}

TEST_P(Import, LeavesEmptyPartsOutOfAnExport) {
    take("accounts: [{id: shop, plan: free}]", true);
    EXPECT_EQ(exported(), R"yaml(accounts:
  - id: shop
    name: shop
    plan: free
    email-integration: false
    notifications:
      offline-message: false
      missed-chat: false
)yaml");
}

TEST_P(Import, TakesTheDocumentationsExample) {
    const auto page = read_file(POSTERN_SOURCE_DIR "/docs/directory.md").value();
    const auto begin = page.find("```yaml\n") + 8;
    EXPECT_EQ(take(page.substr(begin, page.find("```", begin) - begin), true).agents, 1);
}

TEST_P(Import, ExportsAnEmptyDirectory) {
    EXPECT_EQ(exported(), "accounts: []\n");
}

TEST_P(Import, TakesForwardsOfGroupsCopiesFallbackAndOwner) {
    take(R"(
accounts:
  - id: lodge
    plan: pro
    forward: info@lodge.example
    keep-copy: true
    fallback: desk@lodge.example
    owner: owner@lodge.example
    groups:
      - { id: sales, forward: sales@lodge.example, keep-copy: true }
      - { id: support }
    agents:
      - { id: iris, address: iris@lodge.example, forward: iris@home.example, keep-copy: true }
)",
         true);
    const auto before = exported();
    take(before, true);
    EXPECT_EQ(exported(), before);
    for (const auto* part :
         {"forward: info@lodge.example", "fallback: desk@lodge.example",
          "owner: owner@lodge.example", "forward: sales@lodge.example", "keep-copy: true"}) {
        EXPECT_NE(before.find(part), std::string::npos) << part << " in\n" << before;
    }
    take(
        "accounts: [{id: lodge, keep-copy: false, fallback: null, groups: [{id: sales, forward: "
        "null}]}]",
        false);
    const auto content = listed(options("directory"));
    EXPECT_FALSE(content.accounts.at(0).keep_copy);
    EXPECT_EQ(content.accounts.at(0).fallback, std::nullopt);
    EXPECT_EQ(content.groups.at(0).forward, std::nullopt);
    EXPECT_TRUE(content.groups.at(0).keep_copy);
}

}  // namespace

}  // namespace postern
