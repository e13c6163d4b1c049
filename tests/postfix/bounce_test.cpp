// SPDX-License-Identifier: Apache-2.0
//
// From a draft to a refusal at the remote side, to the bounce that Postfix makes of it, to what is
// held against the address, and back to delivery.
#include <fstream>
#include <memory>

#include <gtest/gtest.h>

#include "mail_host.hpp"
#include "wait.hpp"
#include "with_mail_host.hpp"

namespace postern::testing {
namespace {

using Lines = std::vector<std::string>;

constexpr auto kDirectory = R"(
accounts:
  - id: team
    plan: standard
    notifications: { offline-message: true }
    agents:
      - { id: full, name: Full, address: full@team.example.test }
      - { id: gone, name: Gone, address: unknown@team.example.test }
      - { id: blocked, name: Blocked, address: blocked@team.example.test }
)";

class Bounces : public WithMailHost<Bounces> {
  public:
    static std::unique_ptr<MailHost> make_host() {
        HostOptions options;
        options.lab.remote = true;
        // The bounce domain of conf/postfix/main.cf, which the lab runs as it is shipped.
        options.sections["senders"] =
            "[{ domain: example.test, bounce-domain: bounces.example.test }]";
        return std::make_unique<MailHost>(kDirectory, options);
    }

  protected:
    void SetUp() override {
        WithMailHost::SetUp();
        if (IsSkipped()) return;
        refuse(
            "/^unknown@/  550 5.1.1 No such user here\n"
            "/^full@/     552 5.2.2 Mailbox full\n"
            "/^blocked@/  550 5.7.1 Your IP address is blacklisted\n");
    }

    static void refuse(const std::string& table) {
        std::ofstream(host().postfix().value("REMOTE_RECIPIENTS")) << table;
    }

    static void send(const std::string& draft, const std::string& mailbox) {
        const auto sent = host().submit({draft, "team"}, {mailbox + "@team.example.test"});
        ASSERT_EQ(sent.end.code, 250) << sent.end.text;
    }

    static std::string suppressions() { return host().postern({"suppressions", "list", "--json"}); }

    static bool is_suppressed(const std::string& address) {
        return suppressions().find(address) != std::string::npos;
    }

    static bool becomes_suppressed(const std::string& address) {
        return wait_until([&] { return is_suppressed(address); }, std::chrono::seconds(20));
    }
};

TEST_F(Bounces, SuppressAnUnknownAddressUntilItChanges) {
    send("unknown-1", "unknown");
    ASSERT_TRUE(becomes_suppressed("unknown@team.example.test")) << host().logs();
    send("unknown-2", "unknown");
    EXPECT_EQ(host().verdicts("unknown-2"), Lines{"gone withheld D2 user-unknown"});

    host().tell("agent-address gone found@team.example.test\n");
    send("unknown-3", "found");
    EXPECT_EQ(host().delivered_to("unknown-3", 1), Lines{"found@team.example.test"});
}

TEST_F(Bounces, SuppressAFullMailboxUntilAnOperatorLiftsIt) {
    send("full-1", "full");
    ASSERT_TRUE(becomes_suppressed("full@team.example.test")) << host().logs();
    send("full-2", "full");
    EXPECT_EQ(host().verdicts("full-2"), Lines{"full withheld D1 mailbox-full"});

    refuse("/^nobody@/ 550 5.1.1 No\n");
    host().postern({"suppressions", "remove", "full@team.example.test"});
    EXPECT_FALSE(is_suppressed("full@team.example.test")) << suppressions();
    send("full-3", "full");
    EXPECT_EQ(host().delivered_to("full-3", 1), Lines{"full@team.example.test"});
}

TEST_F(Bounces, HoldNothingAgainstAnAddressThatRefusesOurDomain) {
    send("blocked-1", "blocked");
    const auto learned = [&] {
        return host().logs().find("class=blocked fault=sender") != std::string::npos;
    };
    ASSERT_TRUE(wait_until(learned, std::chrono::seconds(20))) << host().logs();
    EXPECT_FALSE(is_suppressed("blocked@team.example.test")) << suppressions();
    send("blocked-2", "blocked");
    EXPECT_EQ(host().verdicts("blocked-2"), Lines{"blocked sent"});
}

}  // namespace
}  // namespace postern::testing
