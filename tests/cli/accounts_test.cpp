// SPDX-License-Identifier: Apache-2.0
#include "fixture.hpp"

namespace postern {

namespace {

constexpr auto kAccounts = R"(
accounts:
  - id: shop
    plan: standard
    agents:
      - { id: anna, address: anna@shop.example }
      - { id: ben, address: ben@shop.example }
  - id: lodge
    plan: standard
    agents: [ { id: iris, address: iris@lodge.example } ]
  - id: desk
    plan: standard
    fallback: info@desk.example
    agents: [ { id: jan, address: jan@desk.example } ]
)";

class Accounts : public OperatorCommand {
  protected:
    Accounts() {
        import(kAccounts);
        record({sent(notification_for("anna"), "anna@shop.example")});
        const auto added = postern(
            {"suppressions", "add", "anna@shop.example", "iris@lodge.example", "jan@desk.example"});
        EXPECT_EQ(added.exit_status, 0) << added.err;
    }
};

TEST_F(Accounts, SaysWhoCannotBeReached) {
    const auto all = json_of({"accounts"});
    ASSERT_EQ(all.size(), 3U);
    EXPECT_EQ(all[2]["account"], "shop");
    EXPECT_EQ(all[2]["agents"], 2);
    EXPECT_EQ(all[2]["unreachable"][0]["address"], "anna@shop.example");
    EXPECT_EQ(all[2]["unreachable"][0]["reason"], "operator");
    EXPECT_EQ(all[2]["lost"], false);
    EXPECT_EQ(all[0]["fallback"], true);
}

TEST_F(Accounts, ListsThoseThatAreLost) {
    const auto lost = json_of({"accounts", "--unreachable"});
    ASSERT_EQ(lost.size(), 1U);
    EXPECT_EQ(lost[0]["account"], "lodge");
    const auto text = postern({"accounts", "--unreachable"});
    EXPECT_TRUE(contains(text.out, "iris (operator)")) << text.out;
    EXPECT_FALSE(contains(text.out, "shop")) << text.out;
}

}  // namespace

}  // namespace postern
