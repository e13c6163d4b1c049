// SPDX-License-Identifier: Apache-2.0
//
// What became of a notification after it left, as an operator is told.
#include "fixture.hpp"

namespace postern {

namespace {

class WhyWithATrail : public OperatorCommand {
  protected:
    using Kind = trail::Sighting::Kind;

    WhyWithATrail() {
        record({withheld(notification_for("anna"), "O2", "agent-online"),
                sent(notification_for("ben"), "ben@firm.example")});
    }

    void see(Kind kind, Duration later, trail::Status status = trail::Status::none,
             const std::string& reply = "", const std::string& relay = "mx[192.0.2.1]:25") const {
        const auto ben = sent(notification_for("ben"), "ben@firm.example");
        trail::Sighting sighting;
        sighting.departure = {ben.id, 1};
        sighting.queue_id = "4jcYHn05N5z1cbXJ";
        sighting.kind = kind;
        sighting.at = *ben.decided + later;
        sighting.to = ben.address;
        sighting.status = status;
        sighting.agent = "smtp";
        sighting.relay = relay;
        sighting.reply = reply;
        EXPECT_EQ(state()->follow({sighting}, {"log", "p"}).value(), 1);
    }
    [[nodiscard]] std::string answer() const {
        return postern({"why", "<d1@chat.example>", "ben"}).out;
    }
};

TEST_F(WhyWithATrail, HasTheServersLastWord) {
    using enum trail::Status;
    using namespace std::chrono_literals;
    EXPECT_TRUE(contains(answer(), "; what became of it at the recipient's server is in Postfix's"))
        << answer();
    see(Kind::queued, 1s);
    EXPECT_TRUE(contains(answer(), "\n    not tried by Postfix yet, which has it as 4jcYHn05N5z1c"))
        << answer();
    see(Kind::tried, 2s, deferred, "452 4.2.2 full");
    EXPECT_TRUE(contains(answer(), "\n    put off once at ")) << answer();
    see(Kind::tried, 5min, deferred, "connection refused", "none");
    EXPECT_TRUE(contains(answer(), "\n    put off twice since ")) << answer();
    EXPECT_TRUE(contains(answer(), " by Postfix itself: connection refused.\n")) << answer();
    see(Kind::tried, 10min, sent, "250 2.0.0 OK");
    EXPECT_TRUE(contains(answer(), "\n    delivered to mx[192.0.2.1]:25 at ")) << answer();
    EXPECT_TRUE(contains(answer(), ", tried 3 times: 250 2.0.0 OK.\n")) << answer();
    EXPECT_FALSE(contains(answer(), "is in Postfix's log")) << answer();
}

TEST_F(WhyWithATrail, SaysHowItEndedOtherwise) {
    using enum trail::Status;
    using namespace std::chrono_literals;
    see(Kind::tried, 1s, deferred, "452 full");
    see(Kind::removed, 2s);
    EXPECT_TRUE(contains(answer(), "; removed from Postfix's queue at ")) << answer();
    see(Kind::expired, 3s);
    EXPECT_TRUE(contains(answer(),
                         "\n    returned by Postfix, as it was in its queue for too long; "
                         "tried once, last at "))
        << answer();
    see(Kind::tried, 4s, bounced, "550 no");
    EXPECT_TRUE(contains(answer(), "\n    refused at ")) << answer();
    EXPECT_TRUE(contains(answer(), " by mx[192.0.2.1]:25: 550 no.\n")) << answer();
}

TEST_F(WhyWithATrail, HasItInJson) {
    using namespace std::chrono_literals;
    see(Kind::tried, 2s, trail::Status::sent, "250 2.0.0 OK");
    const auto json = json_of({"why", "<d1@chat.example>", "ben"});
    const auto& trail = json[0]["trail"][0];
    EXPECT_EQ(trail["attempt"], 1);
    EXPECT_EQ(trail["queue_id"], "4jcYHn05N5z1cbXJ");
    EXPECT_EQ(trail["status"], "sent");
    EXPECT_EQ(trail["tries"], 1);
    EXPECT_EQ(trail["relay"], "mx[192.0.2.1]:25");
    EXPECT_EQ(trail["reply"], "250 2.0.0 OK");
    EXPECT_TRUE(trail["dsn"].is_null());
    EXPECT_TRUE(trail["removed"].is_null());
    EXPECT_EQ(trail["delivered"], trail["last"]);
    EXPECT_TRUE(json_of({"why", "<d1@chat.example>", "anna"})[0]["trail"].empty());
}

TEST_F(WhyWithATrail, IsListedWithTheNotifications) {
    using namespace std::chrono_literals;
    see(Kind::tried, 2s, trail::Status::deferred, "452 4.2.2 full");
    const auto table = postern({"notifications", "--delivery"}).out;
    EXPECT_TRUE(contains(table, "DELIVERY  TRIES  LAST")) << table;
    EXPECT_TRUE(contains(table, "ben@firm.example  deferred  1 ")) << table;
    EXPECT_TRUE(contains(table, "mx[192.0.2.1]:25  452 4.2.2 full")) << table;
    const auto json = json_of({"notifications", "--delivery"});
    ASSERT_EQ(json.size(), 2U);
    for (const auto& n : json) {
        EXPECT_EQ(n["trail"].size(), n["agent"] == "ben" ? 1U : 0U) << n;
    }
    const auto by_file = json_of({"notifications", "--queue-id", "4jcYHn05N5z1cbXJ"});
    ASSERT_EQ(by_file.size(), 1U);
    EXPECT_EQ(by_file[0]["agent"], "ben");
    EXPECT_FALSE(json_of({"notifications"})[0].contains("trail")) << "not unless it is asked for";
}

}  // namespace

}  // namespace postern
