// SPDX-License-Identifier: Apache-2.0
#include "postern/base/file.hpp"

#include "example_zone.hpp"
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

TEST_F(Accounts, TellsOfFormsThatTheSettingsRefuse) {
    import(
        "accounts: [{id: form, plan: standard, agents: [{id: kim, address: kïm@firm.example}]}]");
    EXPECT_EQ(json_of({"accounts"})[1]["unreachable"][0]["reason"], "needs-smtputf8");
}

TEST_F(Accounts, ListsThoseThatAreLost) {
    const auto lost = json_of({"accounts", "--unreachable"});
    ASSERT_EQ(lost.size(), 1U);
    EXPECT_EQ(lost[0]["account"], "lodge");
    const auto text = postern({"accounts", "--unreachable"});
    EXPECT_TRUE(contains(text.out, "iris (operator)")) << text.out;
    EXPECT_FALSE(contains(text.out, "shop")) << text.out;
}

constexpr auto kDomains = R"(
accounts:
  - id: dark
    plan: standard
    agents: [ { id: dan, address: dan@lame.example } ]
  - id: dead
    plan: standard
    agents:
      - { id: eva, address: eva@null.example }
      - { id: fin, address: fin@gone.example }
  - id: live
    plan: standard
    fallback: info@firm.example
    agents:
      - { id: gil, address: gil@firm.example }
      - { id: hal, address: hal@shop.invalid, forward: hal@loop.example }
)";

/// With a real name server to ask.
class AccountsByDns : public OperatorCommand {
  protected:
    void SetUp() override {
        if (const auto why = testing::NameServer::unavailable()) GTEST_SKIP() << *why;
        server_.emplace(testing::example_zones());
        import(kDomains);
        ASSERT_EQ(postern({"db", "migrate"}).exit_status, 0);
        configuration_ = folder_.write(
            "dns.yaml", read_file(configuration_).value() +
                            "dns: { check-domains: never, resolvers: [" + server_->server() +
                            "], stubs: [\"example=" + server_->server() + "\"] }\n");
    }

    std::optional<testing::NameServer> server_;
};

TEST_F(AccountsByDns, AsksNobodyUnlessTold) {
    for (const auto& account : json_of({"accounts"})) {
        EXPECT_TRUE(account["unreachable"].empty()) << account;
        EXPECT_TRUE(account["unknown"].empty()) << account;
    }
}

TEST_F(AccountsByDns, SaysWhichDomainsTakeNoMailAndOfWhichNobodyKnows) {
    const auto all = json_of({"accounts", "--dns"});
    ASSERT_EQ(all.size(), 3U);
    EXPECT_TRUE(all[0]["unreachable"].empty()) << "not knowing is no fault of the domain";
    EXPECT_EQ(all[0]["unknown"][0]["address"], "dan@lame.example");
    EXPECT_EQ(all[0]["lost"], false);
    EXPECT_EQ(all[1]["unreachable"][0]["reason"], "null-mx");
    EXPECT_EQ(all[1]["unreachable"][1]["reason"], "no-such-domain");
    EXPECT_EQ(all[1]["lost"], true);
    EXPECT_EQ(all[2]["unreachable"].size(), 1U);
    EXPECT_EQ(all[2]["unreachable"][0]["address"], "hal@loop.example");
    EXPECT_EQ(all[2]["unreachable"][0]["reason"], "loopback-only");
    EXPECT_EQ(all[2]["fallback"], true);
    const auto text = postern({"accounts", "--dns"});
    EXPECT_TRUE(contains(text.out, "dan (could not be asked about: ")) << text.out;
}

TEST_F(AccountsByDns, KnowsNothingOfWhatThereWasNoTimeFor) {
    const auto all = json_of({"accounts", "--dns", "--within", "0s"});
    EXPECT_EQ(all[1]["lost"], false);
    EXPECT_EQ(all[1]["unknown"][0]["reason"], "was not asked about");
    const auto wrong = postern({"accounts", "--within", "soon"});
    EXPECT_EQ(wrong.exit_status, 2);
    EXPECT_TRUE(contains(wrong.err, "'soon' is not a span of time")) << wrong.err;
}

}  // namespace

}  // namespace postern
