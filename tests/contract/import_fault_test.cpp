// SPDX-License-Identifier: Apache-2.0
//
// What is wrong with an import is told with its place. Each case is imported on top of kShop.
#include <sstream>

#include "documents.hpp"
#include "fixture.hpp"

namespace postern {

namespace {

struct FaultCase {
    const char* name;
    const char* text;
    std::vector<const char*> told;  ///< In this order, each from the beginning of its line.
};

const std::vector<FaultCase> kCases{
    {"EmptyText", "", {"in:1:1: the document is a map of accounts"}},
    {"NoAccounts", "{}", {"in:1:1: 'accounts' is missing"}},
    {"UnknownKey",
     "account: []\naccounts: []",
     {"in:1:1: unknown key 'account', did you mean 'accounts'?"}},
    {"AccountsSayNothing", "accounts:", {"in:1:1: 'accounts' says nothing"}},
    {"SyntaxError", "accounts:\n  - {id: shop", {"in:"}},
    {"DuplicateKey", "accounts: []\naccounts: []", {"in:2:1: duplicate key"}},
    {"AccountsAreNoList", "accounts: {shop: {}}", {"in:1:11: 'accounts' is a list"}},
    {"AccountIsNoMap", "accounts: [shop]", {"in:1:12: an account is a map of id, name, plan"}},
    {"NoId", "accounts: [{plan: pro}]", {"in:1:12: 'id' is missing"}},
    {"IdWithBlanks", "accounts: [{id: my shop}]", {"in:1:17: 'my shop' is no identifier"}},
    {"IdInUpperCase",
     "accounts: [{id: Shop}]",
     {"in:1:17: 'Shop': identifiers are in lower case, write 'shop'"}},
    {"AccountTwice",
     "accounts:\n  - id: shop\n  - id: shop",
     {"in:3:5: account 'shop' stands on line 2 already"}},
    {"NewAccountWithoutPlan", "accounts: [{id: new}]", {"in:1:12: 'plan' is missing"}},
    {"UnknownPlan",
     "accounts: [{id: shop, plan: standart}]",
     {"in:1:29: 'standart' is no plan (free, standard, pro), did you mean 'standard'?"}},
    {"SwitchIsNoBoolean",
     "accounts: [{id: shop, notifications: {missed-chat: yes}}]",
     {"in:1:52: 'yes' is neither true nor false"}},
    {"UnknownSwitch",
     "accounts: [{id: shop, notifications: {missed-chats: true}}]",
     {"in:1:39: unknown key 'missed-chats', did you mean 'missed-chat'?"}},
    {"BadForward", "accounts: [{id: shop, forward: info.shop.example}]", {"in:1:32: "}},
    {"ForwardIsAList",
     "accounts: [{id: shop, forward: []}]",
     {"in:1:32: 'forward' needs a single value"}},
    {"OwnDomain",
     "accounts:\n- id: shop\n  forward: a@ours.example\n  fallback: b@ours.example\n"
     "  owner: c@ours.example\n  groups: [{id: sales, forward: d@ours.example}]\n"
     "  agents: [{id: carl, address: e@ours.example, forward: f@ours.example}]",
     {"in:3:12: a@ours.example leads back", "in:4:13: b@", "in:5:10: c@", "in:6:33: d@",
      "in:7:32: e@", "in:7:57: f@"}},
    {"GroupTwice",
     "accounts: [{id: shop, groups: [{id: a}, {id: a}]}]",
     {"in:1:41: group 'a' stands on line 1 already"}},
    {"NewAgentWithoutAddress",
     "accounts: [{id: shop, agents: [{id: carl}]}]",
     {"in:1:32: 'address' is missing"}},
    {"BadAddress", "accounts: [{id: shop, agents: [{id: carl, address: carl@}]}]", {"in:1:52: "}},
    {"AddressRemoved",
     "accounts: [{id: shop, agents: [{id: anna, address: ~}]}]",
     {"in:1:32: 'address' is missing"}},
    {"AgentTwice",
     "accounts: [{id: shop, agents: [{id: anna},\n {id: anna}]}]",
     {"in:2:2: agent 'anna' stands on line 1 already"}},
    {"AgentInTwoAccounts",
     "accounts:\n- {id: shop, agents: [{id: anna}]}\n- {id: bakery, agents: [{id: anna}]}",
     {"in:3:25: agent 'anna' stands on line 2 already"}},
    {"AgentOfAnotherAccount",
     "accounts: [{id: bakery, agents: [{id: anna}]}]",
     {"in:1:34: agent 'anna' belongs to account 'shop'"}},
    {"UnknownGroup",
     "accounts: [{id: bakery, agents: [{id: zoe, groups: [sales]}]}]",
     {"in:1:53: account 'bakery' has no group 'sales'"}},
    {"GroupNamedTwice",
     "accounts: [{id: shop, agents: [{id: ben, groups: [sales, sales]}]}]",
     {"in:1:58: group 'sales' is named twice"}},
    {"UnknownAgentKey",
     "accounts: [{id: shop, agents: [{id: anna, addres: a@b.example}]}]",
     {"in:1:43: unknown key 'addres', did you mean 'address'?"}},
    {"ForwardsInACircle",
     "accounts:\n- id: shop\n  agents:\n  - {id: anna, forward: ben@shop.example}\n"
     "  - {id: ben, forward: anna@shop.example}",
     {"in:4:25: the forwards of agent 'anna' lead in a circle",
      "in:5:24: the forwards of agent 'ben' lead in a circle"}},
    {"DeviceWithoutBeginning",
     "accounts: [{id: shop, agents: [{id: anna, devices: [{id: x}]}]}]",
     {"in:1:53: 'online-since' is missing"}},
    {"BadTime",
     "accounts: [{id: shop, agents: [{id: anna, devices: [{id: x, online-since: today}]}]}]",
     {"in:1:75: "}},
    {"EndsBeforeItBegins",
     "accounts: [{id: shop, agents: [{id: anna, devices: [\n"
     "{id: x, online-since: 2026-11-23T10:00:00Z, until: 2026-11-23T09:00:00Z}]}]}]",
     {"in:2:1: 'seen' lies before 'online-since'", "in:2:1: 'until' lies before 'online-since'"}},
    {"DeviceTwice",
     "accounts: [{id: shop, agents: [{id: anna, devices: [\n"
     "{id: x, online-since: 2026-11-23T10:00:00Z},\n{id: x, online-since: 2026-11-23T10:00:00Z}"
     "]}]}]",
     {"in:3:1: device 'x' is signed in twice at the same time"}},
    {"ChatTwice",
     "accounts: [{id: shop, chats: [{id: c}, {id: c}]}]",
     {"in:1:40: chat 'c' stands on line 1 already"}},
    {"ChatOfAnotherAccount",
     "accounts: [{id: bakery, chats: [{id: chat-1}]}]",
     {"in:1:33: chat 'chat-1' belongs to account 'shop'"}},
    {"ChatOfUnknownGroup",
     "accounts: [{id: shop, chats: [{id: c, group: sale}]}]",
     {"in:1:46: account 'shop' has no group 'sale'"}},
    {"UnknownEvent",
     "accounts: [{id: shop, chats: [{id: c, events: [\n"
     "{what: open, at: 2026-11-23T10:00:00Z}]}]}]",
     {"in:2:8: 'open' is no event (opened, joined, answered, left)"}},
    {"EventWithoutTime",
     "accounts: [{id: shop, chats: [{id: c, events: [{what: left}]}]}]",
     {"in:1:48: 'at' is missing"}},
    {"EventOfAStranger",
     "accounts: [{id: shop, chats: [{id: c, events: [\n"
     "{what: opened, agent: zoe, at: 2026-11-23T10:00:00Z}]}]}]",
     {"in:2:23: account 'shop' has no agent 'zoe'"}},
    {"SeveralFaults",
     "accounts:\n- {id: shop, plan: gold}\n- {id: Bakery}\n- {id: x}",
     {"in:2:20: 'gold' is no plan", "in:3:8: 'Bakery': identifiers", "in:4:3: 'plan' is missing"}},
};

using FaultParam = std::tuple<EngineUnderTest, FaultCase>;

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

class ImportFault : public testing::TestWithParam<FaultParam> {};

TEST_P(ImportFault, IsToldWithItsPlaceAndNothingIsTaken) {
    const auto& [engine, fault] = GetParam();
    const TemporaryFolder folder;
    DatabaseOptions options{engine.url(folder.path(), "directory")};
    options.objection = objection_to_ours;
    auto editor = *open_directory_editor(options);
    ASSERT_TRUE(editor->import(kShop, "shop.yaml", true));
    const auto before = exported(options);

    const auto imported = editor->import(fault.text, "in", false);
    ASSERT_FALSE(imported);
    EXPECT_EQ(imported.error().code, ErrorCode::invalid);
    const auto lines = lines_of(imported.error().message());
    ASSERT_EQ(lines.size(), fault.told.size()) << imported.error().message();
    for (std::size_t i = 0; i < lines.size(); ++i) {
        EXPECT_TRUE(lines[i].starts_with(fault.told[i])) << lines[i];
    }
    EXPECT_EQ(exported(options), before);
}

std::string fault_name(const testing::TestParamInfo<FaultParam>& param) {
    return std::get<0>(param.param).name + std::get<1>(param.param).name;
}

INSTANTIATE_TEST_SUITE_P(Engines, ImportFault,
                         testing::Combine(testing::ValuesIn(engines_under_test()),
                                          testing::ValuesIn(kCases)),
                         fault_name);

}  // namespace

}  // namespace postern
