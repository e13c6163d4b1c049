// SPDX-License-Identifier: Apache-2.0
//
// What the remote side said, from a real Postfix's log to the operator's screen: sent, refused, put
// off and sent later, over rotation of the log and a restart of posternd.
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "postern/base/process.hpp"

#include "mail_host.hpp"
#include "wait.hpp"
#include "with_mail_host.hpp"

namespace postern::testing {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using namespace std::chrono_literals;

constexpr auto kTrailDirectory = R"(
accounts:
  - id: team
    plan: standard
    notifications: { offline-message: true }
    agents:
      - { id: fine, name: Fine, address: fine@team.example.test }
      - { id: full, name: Full, address: full@team.example.test }
      - { id: gone, name: Gone, address: unknown@team.example.test }
)";

class TrailOn : public WithMailHost<TrailOn> {
  public:
    static std::unique_ptr<MailHost> make_host() {
        HostOptions options;
        options.lab.remote = true;
        options.trail = true;
        // A restart of the queue manager presents what is deferred; nothing else does here.
        options.lab.settings = {"minimal_backoff_time=1h", "queue_run_delay=1h"};
        return std::make_unique<MailHost>(kTrailDirectory, options);
    }

  protected:
    void SetUp() override {
        WithMailHost::SetUp();
        if (IsSkipped()) return;
        answer("/^unknown@/  550 5.1.1 No such user (\"unknown\") here\n");
    }

    static void answer(const std::string& table) {
        std::ofstream(host().postfix().value("REMOTE_RECIPIENTS")) << table;
    }

    static void send(const std::string& draft, const std::string& mailbox) {
        const auto sent = host().submit({draft, "team"}, {mailbox + "@team.example.test"});
        ASSERT_EQ(sent.end.code, 250) << sent.end.text;
    }

    /// The first departure's trail; null where there is none.
    static json trail_of(const std::string& draft) {
        const auto answered = host().attempt({"why", draft, "--json"});
        const auto all = json::parse(answered.out);
        if (all.empty() || all[0]["trail"].empty()) return nullptr;
        return all[0]["trail"][0];
    }

    static json becomes(const std::string& draft, const std::string& status, int tries = 1) {
        json trail;
        const bool is_so = wait_until([&] {
            trail = trail_of(draft);
            return !trail.is_null() && trail["status"] == status && trail["tries"] == tries;
        });
        EXPECT_TRUE(is_so) << draft << " is " << trail << '\n' << host().logs();
        return trail;
    }

    static std::string log() { return host().postfix().value("MAIL_LOG"); }

    static void reload_postfix() {
        const auto reloaded = run_process(
            {"postfix", "-c", host().postfix().value("CONFIG_DIRECTORY"), "reload"}, 20s);
        ASSERT_TRUE(reloaded && reloaded->exit_status == 0);
    }

    /// As logrotate does with "create".
    static void rename_log(const std::string& to) {
        fs::rename(log(), log() + to);
        reload_postfix();
    }

    /// As it does with "copytruncate".
    static void truncate_log(const std::string& to) {
        fs::copy_file(log(), log() + to);
        fs::resize_file(log(), 0);
    }
};

TEST_F(TrailOn, TellsWhichServerTookItInItsWords) {
    send("taken", "fine");
    const auto trail = becomes("taken", "sent");
    EXPECT_EQ(trail["agent"], "smtp");
    EXPECT_EQ(trail["reply"].get<std::string>().substr(0, 10), "250 2.0.0 ");
    EXPECT_FALSE(trail["delivered"].is_null());
    EXPECT_TRUE(wait_until([] { return !trail_of("taken")["removed"].is_null(); }));
    const auto text = host().postern({"why", "taken"});
    EXPECT_NE(text.find("\n    delivered to "), std::string::npos) << text;
    EXPECT_NE(text.find(": 250 2.0.0 "), std::string::npos) << text;
    EXPECT_EQ(text.find("is in Postfix's log"), std::string::npos) << text;
    const auto table = host().postern({"notifications", "--draft", "taken", "--delivery"});
    EXPECT_NE(table.find("  delivered  1 "), std::string::npos) << table;
}

TEST_F(TrailOn, TellsWhoRefusedItAndWhy) {
    send("refused", "unknown");
    const auto trail = becomes("refused", "bounced");
    EXPECT_EQ(trail["dsn"], "5.1.1");
    const auto reply = trail["reply"].get<std::string>();
    EXPECT_NE(reply.find(R"(said: 550 5.1.1 )"), std::string::npos) << reply;
    EXPECT_NE(reply.find(R"(No such user ("unknown") here (in reply to RCPT TO command))"),
              std::string::npos)
        << reply;
}

TEST_F(TrailOn, GoesOnOverRotationAndARestart) {
    answer("/^full@/  452 4.2.2 Mailbox full\n");
    send("later", "full");
    const auto put_off = becomes("later", "deferred");
    EXPECT_EQ(put_off["dsn"], "4.2.2");
    const auto queue_id = put_off["queue_id"].get<std::string>();

    rename_log(".1");
    host().present(queue_id);
    becomes("later", "deferred", 2);
    const auto text = host().postern({"why", "later"});
    EXPECT_NE(text.find("    put off twice since "), std::string::npos) << text;
    EXPECT_NE(text.find("452 4.2.2 "), std::string::npos) << text;

    truncate_log(".2");
    host().present(queue_id);
    becomes("later", "deferred", 3);

    host().posternd().restart();
    answer("/^nobody@/  550 5.1.1 No such user here\n");
    rename_log(".3");
    host().present(queue_id);
    const auto delivered = becomes("later", "sent", 4);
    EXPECT_EQ(delivered["first"], put_off["first"]);
    EXPECT_EQ(delivered["queue_id"], queue_id);
}

TEST_F(TrailOn, TellsOnceThatTheLogCannotBeReadAndOnceThatItIsOver) {
    const auto count = [](const std::string& event) {
        const auto logs = host().posternd().log();
        std::size_t found = 0;
        for (auto at = logs.find(event); at != logs.npos; at = logs.find(event, at + 1)) ++found;
        return found;
    };
    send("before", "fine");
    becomes("before", "sent");
    fs::rename(log(), log() + ".away");
    fs::create_directory(log());
    host().posternd().restart();
    EXPECT_TRUE(wait_until([&] { return count("event=trail-unreadable") == 1; }))
        << host().posternd().log();
    send("unseen", "fine");
    EXPECT_TRUE(host().becomes("unseen", "sent")) << "mail goes on";
    fs::remove(log());
    fs::rename(log() + ".away", log());
    reload_postfix();
    EXPECT_TRUE(wait_until([&] { return count("event=trail-readable") == 1; }))
        << host().posternd().log();
    EXPECT_EQ(count("event=trail-unreadable"), 1U);
    send("after", "fine");
    becomes("after", "sent");
}

}  // namespace
}  // namespace postern::testing
