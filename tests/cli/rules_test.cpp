// SPDX-License-Identifier: Apache-2.0
#include "postern/policy/rules.hpp"

#include "fixture.hpp"

namespace postern {

namespace {

TEST(RulesCommand, ListsEveryRule) {
    const auto text = run_binary({"rules"}).out;
    for (const auto kind : {Kind::offline_message, Kind::missed_chat}) {
        for (const auto& rule : rules_of(kind)) {
            EXPECT_TRUE(contains(text, std::string(rule.id) + "  " + std::string(rule.reason)));
            EXPECT_TRUE(contains(text, std::string(rule.withheld_when)));
        }
    }
}

TEST(RulesCommand, PrintsJson) {
    const auto json = nlohmann::json::parse(run_binary({"rules", "--json"}).out);
    EXPECT_EQ(json["offline-message"].size(), rules_of(Kind::offline_message).size());
    EXPECT_EQ(json["offline-message"][0]["id"], "O1");
    EXPECT_EQ(json["offline-message"][0]["final_when"], "the draft arrives");
    EXPECT_EQ(json["recipients"][3]["id"], "R4");
}

TEST(RulesCommand, WroteTheRulesDocument) {
    EXPECT_EQ(run_binary({"rules", "--markdown"}).out, source_file("docs/rules.md"))
        << "write it again: postern rules --markdown > docs/rules.md";
}

}  // namespace

}  // namespace postern
