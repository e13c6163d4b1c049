// SPDX-License-Identifier: Apache-2.0
//
// Releases go on until Postfix has taken what was released, whoever was away meanwhile: the signer
// behind postern, or Postfix itself. And what Postfix no longer has ends on the record as given up,
// with its reason. How late "promptly" is at most follows from the schedule's pauses; Postfix's own
// schedule would come back after five minutes.
#include <csignal>
#include <filesystem>
#include <fstream>
#include <memory>

#include <gtest/gtest.h>

#include "postern/base/process.hpp"

#include "directories.hpp"
#include "mail_host.hpp"
#include "wait.hpp"
#include "with_mail_host.hpp"

namespace postern::testing {
namespace {

using Lines = std::vector<std::string>;

constexpr auto kWindow = std::chrono::seconds(5);
/// A scouting pause, a listing, and what a busy machine adds.
constexpr auto kPromptly = std::chrono::seconds(45);

std::unique_ptr<MailHost> host_with(const std::vector<std::string>& sign,
                                    std::vector<std::string> main_cf = {}) {
    HostOptions options;
    options.window = kWindow;
    options.lab.sign = sign;
    options.lab.settings = std::move(main_cf);
    return std::make_unique<MailHost>(kTwoAgents, options);
}

template <typename Suite>
class ReleasesOn : public WithMailHost<Suite> {
  protected:
    using WithMailHost<Suite>::host;

    /// Submits, and comes back when the notification waits.
    static void park(const std::string& draft) {
        const auto sent = host().submit({draft, "team"}, {"ann@team.example.test"});
        ASSERT_EQ(sent.end.code, 250) << sent.end.text;
        ASSERT_TRUE(host().becomes(draft, "parked")) << host().logs();
    }

    static std::string queue_id(const std::string& draft) {
        return host().records(draft).at(0).queue_id;
    }

    static bool comes_to_log(const std::string& text) {
        return wait_until([&] { return host().logs().find(text) != std::string::npos; }, kPromptly);
    }

    /// One of Postfix's commands, for this instance.
    static void command(const std::string& program, Lines arguments) {
        Lines argv{program, "-c", host().postfix().value("CONFIG_DIRECTORY")};
        argv.insert(argv.end(), arguments.begin(), arguments.end());
        const auto done = run_process(argv, std::chrono::seconds(30));
        ASSERT_TRUE(done) << done.error().message();
        ASSERT_EQ(done->exit_status, 0) << program << ": " << done->err;
    }

    static void expect_delivered(const std::string& draft) {
        EXPECT_EQ(host().delivered(draft, 1, kPromptly).size(), 1U) << host().logs();
        EXPECT_EQ(host().verdicts(draft), Lines{"ann sent"});
    }

    static void expect_given_up(const std::string& draft, const std::string& reason) {
        ASSERT_TRUE(host().becomes(draft, "given-up", kPromptly)) << host().logs();
        EXPECT_EQ(host().records(draft).at(0).reason, reason);
        EXPECT_TRUE(comes_to_log("event=notification-given-up queue_id=" + queue_id(draft) +
                                 " reason=" + reason));
    }
};

/// A file is elsewhere for a while.
class Away {
  public:
    explicit Away(std::filesystem::path file)
        : file_(std::move(file)), aside_(file_.string() + ".aside") {
        std::filesystem::rename(file_, aside_);
    }
    Away(const Away&) = delete;
    Away& operator=(const Away&) = delete;
    ~Away() { std::filesystem::rename(aside_, file_); }

  private:
    std::filesystem::path file_, aside_;
};

class ReleaseWithASigner : public ReleasesOn<ReleaseWithASigner> {
  public:
    static std::unique_ptr<MailHost> make_host() { return host_with({kSenderDomain}); }

  protected:
    static std::filesystem::path signers(const std::string& file) {
        return std::filesystem::path(host().postfix().value("DKIM_DIR")) / file;
    }
};

TEST_F(ReleaseWithASigner, GoesOnUntilTheSignerAnswersAgain) {
    for (const auto* draft : {"away-1", "away-2", "away-3"}) park(draft);
    {
        const Away socket(signers("opendkim.sock"));
        ASSERT_TRUE(comes_to_log("connect to Milter service"));
        // Asked for again and again in vain.
        const auto due = host().records("away-3").at(0).due;
        ASSERT_TRUE(wait_until([&] { return now() > due + std::chrono::seconds(9); }));
        EXPECT_TRUE(host().arrived("away-1").empty());
    }
    for (const auto* draft : {"away-1", "away-2", "away-3"}) expect_delivered(draft);
}

TEST_F(ReleaseWithASigner, NoticesWhatTheSignerDidNotLetThrough) {
    for (const auto* draft : {"unsigned-1", "unsigned-2", "unsigned-3"}) park(draft);
    {
        // It takes the connection, and fails at the end of the message: behind our answer.
        const Away key(signers(std::string(kSenderDomain) + ".pem"));
        for (const auto* draft : {"unsigned-1", "unsigned-2", "unsigned-3"}) {
            ASSERT_TRUE(host().becomes(draft, "sent")) << host().logs();
        }
        EXPECT_TRUE(host().arrived("unsigned-1").empty());
    }
    for (const auto* draft : {"unsigned-1", "unsigned-2", "unsigned-3"}) expect_delivered(draft);
}

class Release : public ReleasesOn<Release> {
  public:
    static std::unique_ptr<MailHost> make_host() { return host_with({}); }
};

TEST_F(Release, GoesOnWhenPostfixIsStartedAgain) {
    park("stopped");
    command("postfix", {"stop"});
    ASSERT_TRUE(comes_to_log("event=release-failed")) << host().logs();
    command("postfix", {"start"});
    expect_delivered("stopped");
    EXPECT_TRUE(comes_to_log("event=releases-resumed"));
}

TEST_F(Release, IsOfTheFileThatWasQueuedAgain) {
    // pickup, which requeued mail goes through, and the way back to OUT for what it takes.
    command("postconf", {"-M", "pickup/unix=pickup unix n - n 1 1 pickup"});
    command("postconf",
            {"-e", "transport_maps=inline:{ {" + std::string(kDraftsDomain) +
                       "=postern-fan:[127.0.0.1]:" + host().postfix().value("OUT_PORT") + "} }"});
    command("postfix", {"reload"});
    park("requeued");
    command("postsuper", {"-r", "ALL"});
    expect_delivered("requeued");
    const auto record = host().records("requeued").at(0);
    EXPECT_EQ(record.fate, "sent");
    EXPECT_EQ(host().postfix().log().find("returned"), std::string::npos);
}

TEST_F(Release, GivesUpWhatAnOperatorRemoved) {
    park("removed");
    command("postsuper", {"-d", queue_id("removed")});
    expect_given_up("removed", "gone");
    EXPECT_NE(host().postern({"why", "removed"}).find("no longer has"), std::string::npos);

    // Nothing of it is left: submitted again, it is issued again.
    ASSERT_EQ(host().submit({"removed", "team"}, {"ann@team.example.test"}).end.code, 250);
    expect_delivered("removed");
}

TEST_F(Release, KeepsWhatAnOperatorPutOnHold) {
    park("held");
    const auto id = queue_id("held");
    command("postsuper", {"-h", id});
    park("removed-beside");
    command("postsuper", {"-d", queue_id("removed-beside")});
    expect_given_up("removed-beside", "gone");
    EXPECT_EQ(host().records("held").at(0).fate, "parked");
    EXPECT_NE(host().postern({"why", "held"}).find("after 'postsuper -H " + id + "'"),
              std::string::npos);
    command("postsuper", {"-H", id});
    // Nobody tells postern that it is off hold: Postfix presents it, or the next listing shows it.
    host().present(id);
    expect_delivered("held");
}

TEST_F(Release, GivesUpWhatWasRefusedForItsKey) {
    park("keyless");
    std::ofstream(host().configuration().parent_path() / "key")
        << "another key for tests, of at least 32 characters\n";
    host().posternd().signal(SIGHUP);
    expect_given_up("keyless", "refused");
    EXPECT_TRUE(comes_to_log("draft_queue_id=" + queue_id("keyless")));
}

class ReleaseWithAShortLifetime : public ReleasesOn<ReleaseWithAShortLifetime> {
  public:
    static std::unique_ptr<MailHost> make_host() {
        return host_with({}, {"maximal_queue_lifetime=1s", "bounce_queue_lifetime=1s"});
    }
};

TEST_F(ReleaseWithAShortLifetime, GivesUpWhatPostfixReturned) {
    park("expired");
    const auto accepted = host().records("expired").at(0).accepted;
    ASSERT_TRUE(wait_until([&] { return now() > accepted + std::chrono::milliseconds(1500); }));
    host().present(queue_id("expired"));
    expect_given_up("expired", "expired");
}

}  // namespace
}  // namespace postern::testing
