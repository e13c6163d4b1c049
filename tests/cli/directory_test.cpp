// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <map>

#include "directory_events.hpp"
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

TEST_F(DirectoryCommand, RemovalsShowInTheExport) {
    import(kShop);
    ASSERT_EQ(postern({"directory", "chat-new", "shop", "c1"}).exit_status, 0);
    ASSERT_EQ(postern({"directory", "chat-remove", "c1"}).exit_status, 0);
    EXPECT_FALSE(shop().contains("chats"));
    ASSERT_EQ(postern({"directory", "group-remove", "shop", "sales"}).exit_status, 0);
    EXPECT_FALSE(shop().contains("groups"));
    ASSERT_EQ(postern({"directory", "agent-remove", "ben"}).exit_status, 0);
    EXPECT_EQ(shop()["agents"].size(), 1U);
    ASSERT_EQ(postern({"directory", "account-remove", "shop"}).exit_status, 0);
    EXPECT_TRUE(json_of({"directory", "export"})["accounts"].empty());
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
        "chat-left c2\n"
        "  presence anna web online\n",
        {"directory", "apply"});
    EXPECT_EQ(result.exit_status, 0) << result.err;
    EXPECT_EQ(result.out, "3 applied, 0 at fault\n");
    EXPECT_EQ(shop()["chats"][0]["events"][0]["what"], "left");
}

TEST_F(DirectoryCommand, ApplyReportsLinesAtFaultAndGoesOn) {
    import(kShop);
    const auto result = postern_reading(
        "chat-nwe shop c3\n"
        "agent-active carl on\n"
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

constexpr auto kLeadsBack =
    ": the address is in the drafts domain or a bounce domain, which lead back to postern "
    "(rule D13); give an address where somebody reads mail\n";

TEST_F(DirectoryCommand, ImportRefusesAddressesThatLeadBackToUs) {
    import(kShop);
    const auto file = folder_.write("bad.yaml",
                                    "accounts:\n  - id: shop\n    owner: x@Drafts.Example\n"
                                    "    fallback: b+1@bounces.mail.example\n"
                                    "    forward: x@elsewhere.drafts.example\n");
    const auto result = postern({"directory", "import", file});
    EXPECT_EQ(result.exit_status, 1);
    EXPECT_EQ(result.err, file.string() + ":3:12: 'x@drafts.example'" + kLeadsBack + file.string() +
                              ":4:15: 'b+1@bounces.mail.example'" + kLeadsBack);
    EXPECT_EQ(postern({"directory", "import", file, "--whole"}).exit_status, 1);
    EXPECT_FALSE(contains(shop().dump(), "drafts.example"));
}

/// A word that an operand of an event may be, for kShop with chat c1; "" for an unknown one.
std::string word_for(std::string_view operand, const std::string& address) {
    if (operand.starts_with("ADDRESS")) return address;
    const auto bar = operand.find('|');
    if (bar != std::string::npos) return std::string(operand.substr(0, bar));
    const std::map<std::string_view, std::string> words{
        {"AGENT", "anna"}, {"DEVICE", "phone"},     {"ACCOUNT", "shop"}, {"CHAT", "c1"},
        {"PLAN", "free"},  {"KIND", "missed-chat"}, {"GROUP", "sales"},
    };
    const auto known = words.find(operand);
    return known == words.end() ? "" : known->second;
}

/// The event as a line of its own, with that address wherever it takes one.
Words words_of(const DirectoryEvent& event, const std::string& address) {
    Words words{std::string(event.word())};
    for (const auto& operand : operands_of(event.operands)) {
        words.push_back(word_for(operand.name, address));
        EXPECT_NE(words.back(), "") << event.name << ": say what stands for " << operand.name
                                    << ", and whether it is an address";
    }
    for (const auto& option : event.options) {
        EXPECT_TRUE(contains("URL TIME GROUP", std::string(option.value)))
            << event.name << ": say whether " << option.value << " is an address";
    }
    return words;
}

std::string as_line(const Words& words) {
    std::string line;
    for (const auto& word : words) line += (line.empty() ? "" : " ") + word;
    return line;
}

TEST_F(DirectoryCommand, EveryEventRefusesAddressesThatLeadBackToUs) {
    import(kShop);
    ASSERT_EQ(postern({"directory", "chat-new", "shop", "c1"}).exit_status, 0);
    const auto before = shop();
    int with_address = 0;
    for (const auto& event : directory_events()) {
        if (!contains(std::string(event.operands), "ADDRESS")) {
            words_of(event, "");  // Knows each of them.
            continue;
        }
        ++with_address;
        auto words = words_of(event, "shop@DRAFTS.example");
        const auto line = as_line(words);
        words.insert(words.begin(), "directory");
        const auto told = postern(words);
        EXPECT_EQ(told.exit_status, 1) << line;
        EXPECT_EQ(told.err,
                  "postern " + std::string(event.name) + ": 'shop@drafts.example'" + kLeadsBack);
        const auto applied = postern_reading(line + "\n", {"directory", "apply"});
        EXPECT_EQ(applied.exit_status, 1) << line;
        EXPECT_EQ(applied.err, std::string("line 1: 'shop@drafts.example'") + kLeadsBack);
        EXPECT_EQ(shop(), before) << line;
    }
    EXPECT_EQ(with_address, 3);
}

TEST_F(DirectoryCommand, WithoutSettingsNoDomainIsOurs) {
    import(kShop);
    EXPECT_EQ(run_binary({"directory", "agent-forward", "ben", "x@drafts.example", "--database",
                          "sqlite:" + path("directory.db")})
                  .exit_status,
              0);
}

}  // namespace

}  // namespace postern
