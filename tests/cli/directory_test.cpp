// SPDX-License-Identifier: Apache-2.0
#include <filesystem>

#include "fixture.hpp"

namespace postern {

namespace {

const std::string kShop = R"(accounts:
  - id: shop
    plan: pro
    groups: [{ id: sales }]
    agents:
      - { id: anna, address: anna@firm.example, groups: [sales] }
      - { id: ben, address: ben@firm.example }
)";

class DirectoryCommand : public OperatorCommand {
  protected:
    [[nodiscard]] nlohmann::json shop() const {
        return json_of({"directory", "export"})["accounts"][0];
    }
};

TEST_F(DirectoryCommand, ImportSaysWhatItTook) {
    const auto result = postern({"directory", "import", folder_.write("d.yaml", kShop)});
    EXPECT_EQ(result.exit_status, 0) << result.err;
    EXPECT_EQ(result.out, "accounts 1, groups 1, agents 2, chats 0, devices 0, removed 0\n");
    EXPECT_EQ(json_of({"directory", "import", path("d.yaml")})["agents"], 2);
}

TEST_F(DirectoryCommand, ImportReadsStandardInput) {
    const auto result = postern_reading(kShop, {"directory", "import", "-", "--json"});
    EXPECT_EQ(result.exit_status, 0) << result.err;
    EXPECT_EQ(nlohmann::json::parse(result.out)["accounts"], 1);
}

TEST_F(DirectoryCommand, ImportNamesThePlaceOfEachFaultAndChangesNothing) {
    import(kShop);
    const auto file =
        folder_.write("bad.yaml", "accounts:\n  - id: other\n    plan: gold\n    agnets: []\n");
    const auto result = postern({"directory", "import", file});
    EXPECT_EQ(result.exit_status, 1);
    EXPECT_TRUE(result.err.starts_with(file.string() + ":3:11: ")) << result.err;
    EXPECT_TRUE(contains(result.err, "\n" + file.string() + ":4:5: ")) << result.err;
    EXPECT_EQ(json_of({"directory", "export"})["accounts"].size(), 1U);
}

TEST_F(DirectoryCommand, WholeImportRemovesWhatIsNotNamed) {
    import(kShop);
    const auto json =
        json_of({"directory", "import", folder_.write("none.yaml", "accounts: []\n"), "--whole"});
    EXPECT_GT(json["removed"], 0);
    EXPECT_TRUE(json_of({"directory", "export"})["accounts"].empty());
}

TEST_F(DirectoryCommand, ExportsWhatImportTakes) {
    import(kShop);
    const auto yaml = postern({"directory", "export"});
    const auto database = "sqlite:" + path("copy.db");
    ASSERT_EQ(run_binary({"directory", "import", folder_.write("e.yaml", yaml.out), "--database",
                          database})
                  .exit_status,
              0);
    EXPECT_EQ(run_binary({"directory", "export", "--database", database}).out, yaml.out);
}

TEST_F(DirectoryCommand, ExportCreatesNoDirectory) {
    EXPECT_EQ(postern({"directory", "export"}).exit_status, 1);
    EXPECT_FALSE(std::filesystem::exists(path("directory.db")));
}

struct Told {
    Words words;
    std::string agent;  ///< Where in the export it is looked for: an agent, or "" for the account.
    std::string expected;
};

TEST_F(DirectoryCommand, EventsShowInTheExport) {
    import(kShop);
    const std::vector<Told> all{
        {{"agent-address", "anna", "Anna@New.example"}, "anna", R"("address":"Anna@new.example")"},
        {{"agent-active", "ben", "off"}, "ben", "\"active\":false"},
        {{"agent-forward", "ben", "info@firm.example"}, "ben", R"("forward":"info@firm.example")"},
        {{"account-forward", "shop", "all@firm.example"}, "", R"("forward":"all@firm.example")"},
        {{"account-plan", "shop", "standard"}, "", R"("plan":"standard")"},
        {{"account-switch", "shop", "missed-chat", "on"}, "", "\"missed-chat\":true"},
        {{"presence", "ben", "phone", "online", "--at", "2026-11-23T10:00:00Z"},
         "ben",
         "2026-11-23T10:00:00Z"},
        {{"chat-new", "shop", "c1", "--group", "sales"}, "", R"("group":"sales")"},
        {{"chat-opened", "c1", "anna", "--at", "2026-11-23T11:01:00Z"}, "", "2026-11-23T11:01:00Z"},
        {{"chat-joined", "c1", "anna", "--at", "2026-11-23T11:02:00Z"}, "", "2026-11-23T11:02:00Z"},
        {{"chat-answered", "c1", "anna", "--at", "2026-11-23T11:03:00Z"},
         "",
         "2026-11-23T11:03:00Z"},
        {{"chat-left", "c1", "--at", "2026-11-23T11:04:00Z"}, "", "2026-11-23T11:04:00Z"},
    };
    for (const auto& told : all) {
        Words words{"directory"};
        words.insert(words.end(), told.words.begin(), told.words.end());
        const auto result = postern(words);
        ASSERT_EQ(result.exit_status, 0) << told.words.front() << ": " << result.err;
        auto seen = shop();
        if (!told.agent.empty()) seen = seen["agents"][told.agent == "anna" ? 0 : 1];
        EXPECT_TRUE(contains(seen.dump(), told.expected)) << told.words.front() << seen.dump(1);
    }
}

TEST_F(DirectoryCommand, NoneTakesAForwardBack) {
    import(kShop);
    ASSERT_EQ(postern({"directory", "agent-forward", "ben", "info@firm.example"}).exit_status, 0);
    ASSERT_EQ(postern({"directory", "agent-forward", "ben", "none"}).exit_status, 0);
    EXPECT_FALSE(contains(shop().dump(), "info@firm.example"));
}

TEST_F(DirectoryCommand, UnknownAgentIsAnAnswerAndAnUnknownWordIsMisuse) {
    import(kShop);
    EXPECT_EQ(postern({"directory", "agent-active", "carl", "on"}).exit_status, 1);
    const auto result = postern({"directory", "agent-active", "anna", "onn"});
    EXPECT_EQ(result.exit_status, 2);
    EXPECT_TRUE(contains(result.err, "'onn'")) << result.err;
    EXPECT_TRUE(contains(result.err, "did you mean 'on'?")) << result.err;
}

TEST_F(DirectoryCommand, ApplyTakesEventsInOrder) {
    import(kShop);
    const auto result = postern_reading(
        "# a quiet morning\n\n"
        "chat-new shop c2 --group sales\n"
        "chat-left c2 --at 2026-11-23T12:00:00Z\n"
        "  presence anna web online\n",
        {"directory", "apply"});
    EXPECT_EQ(result.exit_status, 0) << result.err;
    EXPECT_EQ(result.out, "3 applied, 0 at fault\n");
    EXPECT_TRUE(contains(shop().dump(), "2026-11-23T12:00:00Z"));
}

TEST_F(DirectoryCommand, ApplyReportsLinesAtFaultAndGoesOn) {
    import(kShop);
    const auto result = postern_reading(
        "chat-nwe shop c3\n"
        "chat-left c3\n"
        "account-plan shop free\n"
        "presence anna web\n",
        {"--json", "directory", "apply"});
    EXPECT_EQ(result.exit_status, 1);
    const auto json = nlohmann::json::parse(result.out);
    EXPECT_EQ(json["applied"], 1);
    ASSERT_EQ(json["faults"].size(), 3U);
    EXPECT_EQ(json["faults"][0]["line"], 1);
    EXPECT_TRUE(contains(result.err, "line 1: unknown event 'chat-nwe'; did you mean 'chat-new'?"));
    EXPECT_EQ(json["faults"][2]["text"], "online|offline is missing");
    EXPECT_EQ(shop()["plan"], "free");
}

}  // namespace

}  // namespace postern
