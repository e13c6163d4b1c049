// SPDX-License-Identifier: Apache-2.0
//
// From a draft to a refusal at the remote side, to the bounce that Postfix makes of it, to what is
// held against the address, and back to delivery.
#include <fstream>
#include <memory>
#include <sstream>
#include <thread>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "mail_host.hpp"
#include "mail_text.hpp"
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

/// Before the sink stands a host that refuses by a table.
template <typename Suite>
class BouncesOn : public WithMailHost<Suite> {
  protected:
    using WithMailHost<Suite>::host;

    static std::unique_ptr<MailHost> make_host_with(std::vector<std::string> settings,
                                                    const std::string& bounces = "{}") {
        HostOptions options;
        options.lab.remote = true;
        options.lab.settings = std::move(settings);
        options.sections["bounces"] = bounces;
        // The bounce domain of conf/postfix/main.cf, which the lab runs as it is shipped.
        options.sections["senders"] =
            "[{ domain: example.test, bounce-domain: bounces.example.test }]";
        return std::make_unique<MailHost>(kDirectory, options);
    }

    /// One line for each: a pattern of recipients, and the answer to them.
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
        return wait_until([&] { return is_suppressed(address); }, kPatience);
    }

    static bool logs(const std::string& text) {
        return host().logs().find(text) != std::string::npos;
    }

    static bool comes_to_log(const std::string& text) {
        return wait_until([&] { return logs(text); }, kPatience);
    }

    /// The ids of what is in that queue of Postfix's: deferred, hold.
    static std::vector<std::string> queued(const std::string& name) {
        std::vector<std::string> ids;
        std::istringstream lines(host().postfix().queue());
        for (std::string line; std::getline(lines, line);) {
            const auto entry = nlohmann::json::parse(line);
            if (entry["queue_name"] == name) ids.push_back(entry["queue_id"]);
        }
        return ids;
    }

    static constexpr auto kPatience = std::chrono::seconds(20);
};

class BounceFlood : public BouncesOn<BounceFlood> {
  public:
    static std::unique_ptr<MailHost> make_host() {
        return make_host_with({}, "{ hold-limit: 5, hold-size: 1MiB }");
    }

  protected:
    static void bring(const std::string& body) {
        SmtpClient client(host().postfix().bounce_port());
        const auto brought =
            client.send("forger@elsewhere.test", {"b+nothing@bounces.example.test"},
                        "Subject: Undelivered\n\n" + body + "\n");
        ASSERT_EQ(brought.end.code, 250) << brought.end.text;
    }
};

TEST_F(BounceFlood, FillsTheHoldQueueToItsLimitAndNoFurther) {
    const std::string line = std::string(70, 'x') + "\n";
    std::string large;
    while (large.size() < 100'000) large += line;
    bring(large);
    for (int i = 0; i < 20; ++i) bring(line);
    EXPECT_TRUE(comes_to_log("event=bounces-discarded"));
    EXPECT_EQ(queued("hold").size(), 5U);
    // Each is counted, some time soon.
    EXPECT_TRUE(wait_until([] {
        const auto counted = host().postern({"suppressions", "disbelieved"});
        return counted.find(" 21 ") != std::string::npos;
    })) << host().postern({"suppressions", "disbelieved"});

    // Also across a restart: what is on hold is known from the queue.
    host().posternd().restart();
    ASSERT_TRUE(comes_to_log("event=recovered notifications=0 held=5"));
    bring(line);
    EXPECT_EQ(queued("hold").size(), 5U);
}

class Bounces : public BouncesOn<Bounces> {
  public:
    static std::unique_ptr<MailHost> make_host() { return make_host_with({}); }

  protected:
    void SetUp() override {
        WithMailHost::SetUp();
        if (IsSkipped()) return;
        refuse(
            "/^unknown@/  550 5.1.1 No such user here\n"
            "/^full@/     552 5.2.2 Mailbox full\n"
            "/^blocked@/  550 5.7.1 Your IP address is blacklisted\n");
    }

    /// Hands Postfix a message for a return path, as a stranger's server would.
    static void bring(const std::string& to, const std::string& text) {
        SmtpClient client(host().postfix().bounce_port());
        const auto brought = client.send("forger@elsewhere.test", {to}, text);
        ASSERT_EQ(brought.end.code, 250) << brought.end.text;
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
    ASSERT_TRUE(comes_to_log("class=blocked fault=sender")) << host().logs();
    EXPECT_FALSE(is_suppressed("blocked@team.example.test")) << suppressions();
    send("blocked-2", "blocked");
    EXPECT_EQ(host().verdicts("blocked-2"), Lines{"blocked sent"});
}

TEST_F(Bounces, LetTheNextNotificationGoToTheAccountsFallback) {
    host().import(
        "accounts: [{id: lodge, plan: standard, notifications: {offline-message: true}, "
        "fallback: desk@lodge.example.test, "
        "agents: [{id: iris, name: Iris, address: unknown@lodge.example.test}]}]");
    const auto sent = host().submit({"lodge-1", "lodge"});
    ASSERT_EQ(sent.end.code, 250) << sent.end.text;
    ASSERT_TRUE(becomes_suppressed("unknown@lodge.example.test")) << host().logs();
    ASSERT_EQ(host().submit({"lodge-2", "lodge"}).end.code, 250);
    const auto arrived = host().delivered("lodge-2", 1);
    ASSERT_EQ(arrived.size(), 1U) << host().logs();
    EXPECT_EQ(arrived[0].recipients, Lines{"desk@lodge.example.test"});
    const MailText text(arrived[0].text);
    EXPECT_EQ(text.field("Fallback-For"), "Iris <unknown@lodge.example.test>; reason=user-unknown");
    EXPECT_NE(arrived[0].text.find("This notification was for unknown@lodge.example.test, "),
              std::string::npos)
        << arrived[0].text;
}

TEST_F(Bounces, AreKeptOnHoldWhereNobodyBelievesThem) {
    bring("b+a-0-forged@bounces.example.test",
          "From: mailer-daemon@elsewhere.test\r\nSubject: Undelivered\r\n\r\n"
          "<ann@team.example.test>: 550 5.1.1 no such user\r\n");
    ASSERT_TRUE(comes_to_log("reason=forged")) << host().logs();
    ASSERT_TRUE(wait_until([] { return queued("hold").size() == 1; }, kPatience))
        << host().postfix().queue();
    EXPECT_FALSE(is_suppressed("ann@team.example.test")) << suppressions();

    // Let go, it comes to posternd again, and stays.
    const auto first = queued("hold").front();
    host().release(first);
    host().present(first);
    const auto is_held_anew = [&] {
        const auto held = queued("hold");
        return held.size() == 1 && held.front() != first;
    };
    EXPECT_TRUE(wait_until(is_held_anew, kPatience)) << host().logs();
    EXPECT_FALSE(logs("to=<forger@elsewhere.test>")) << "a bounce is never answered";
}

/// Postfix tells of a delay when it tries again a second after the message came.
class DelayWarnings : public BouncesOn<DelayWarnings> {
  public:
    static std::unique_ptr<MailHost> make_host() {
        return make_host_with({"postern-cleanup-out/unix/delay_warning_time=1s"});
    }

  protected:
    /// Has Postfix try what is deferred until that is in the log.
    static bool trying_brings(const std::string& text) {
        return wait_until(
            [&] {
                if (logs(text)) return true;
                for (const auto& id : queued("deferred")) host().present(id);
                std::this_thread::sleep_for(std::chrono::milliseconds(300));
                return false;
            },
            kPatience);
    }
};

TEST_F(DelayWarnings, AreNoFailuresOfTheMailbox) {
    refuse("/^full@/ 452 4.2.2 Mailbox full\n");
    send("slow-1", "full");
    ASSERT_TRUE(trying_brings("action=delayed")) << host().logs();
    EXPECT_NE(host().logs().find("origin=ours"), std::string::npos) << host().logs();
    EXPECT_FALSE(is_suppressed("full@team.example.test")) << suppressions();
    EXPECT_EQ(queued("hold"), Lines{}) << "a delay is understood";

    // Delivered in the end, and so is the next.
    refuse("/^nobody@/ 550 5.1.1 No\n");
    send("slow-2", "full");
    const auto both_arrived = [] {
        for (const auto& id : queued("deferred")) host().present(id);
        std::this_thread::sleep_for(std::chrono::milliseconds(300));
        return host().arrived("slow-1").size() == 1 && host().arrived("slow-2").size() == 1;
    };
    EXPECT_TRUE(wait_until(both_arrived, kPatience)) << host().logs();
}

/// Postfix tries once and returns what could not be delivered then: as if its time was over.
class Expiry : public BouncesOn<Expiry> {
  public:
    static std::unique_ptr<MailHost> make_host() {
        return make_host_with({"maximal_queue_lifetime=0", "bounce_queue_lifetime=0"});
    }
};

TEST_F(Expiry, OfAFullMailboxSuppressesIt) {
    refuse("/^full@/ 452 4.2.2 Mailbox full\n");
    send("late-1", "full");
    ASSERT_TRUE(becomes_suppressed("full@team.example.test")) << host().logs();
    send("late-2", "full");
    EXPECT_EQ(host().verdicts("late-2"), Lines{"full withheld D1 mailbox-full"});
}

TEST_F(Expiry, OfAServerThatIsBusySuppressesNobody) {
    refuse(
        "/^unknown@/ 421 4.7.0 Too many messages from your IP, try again later\n"
        "/^blocked@/ 450 4.3.2 Service is shutting down\n");
    for (const auto* mailbox : {"unknown", "blocked"}) {
        send(std::string("busy-") + mailbox, mailbox);
    }
    EXPECT_TRUE(comes_to_log("status=4.7.0")) << host().logs();
    EXPECT_TRUE(comes_to_log("status=4.3.2")) << host().logs();
    EXPECT_EQ(host().logs().find("origin=outside"), std::string::npos) << host().logs();
    for (const auto* mailbox : {"unknown", "blocked"}) {
        EXPECT_FALSE(is_suppressed(std::string(mailbox) + "@team.example.test")) << suppressions();
    }
}

}  // namespace
}  // namespace postern::testing
