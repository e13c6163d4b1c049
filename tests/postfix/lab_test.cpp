// SPDX-License-Identifier: Apache-2.0
//
// The lab itself, before anything is concluded from what happens in one: mail passes both hops and
// arrives, later milters sign, the remote side refuses, and nothing is left behind.
#include <algorithm>

#include <gtest/gtest.h>

#include "postern/base/process.hpp"

#include "postfix_lab.hpp"
#include "smtp_client.hpp"
#include "wait.hpp"

namespace postern::testing {
namespace {

constexpr auto kMessage =
    "From: Shop <chat@mail.example.test>\n"
    "To: ann@agents.example.test\n"
    "Subject: A visitor wrote\n"
    "\n"
    "Hello\n"
    ".a line that begins with a dot\n";

class Lab : public ::testing::Test {
  protected:
    void SetUp() override {
        if (const auto why = PostfixLab::unavailable()) GTEST_SKIP() << *why;
    }
};

bool arrive(const PostfixLab& lab, std::size_t count) {
    return wait_until([&] { return lab.sink_messages().size() >= count; });
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

TEST_F(Lab, CarriesMailFromDraftThroughTheFanToTheSinkOneRecipientATransaction) {
    const PostfixLab lab({.milter = false});
    SmtpClient client(lab.draft_port());

    const auto sent = client.send("chat@mail.example.test",
                                  {"ann@agents.example.test", "bob@agents.example.test"}, kMessage);

    ASSERT_EQ(sent.end.code, 250) << sent.end.text;
    ASSERT_TRUE(arrive(lab, 2)) << lab.log();
    auto messages = lab.sink_messages();
    std::sort(messages.begin(), messages.end(),
              [](const auto& a, const auto& b) { return a.recipients < b.recipients; });
    EXPECT_EQ(messages[0].recipients, std::vector<std::string>{"ann@agents.example.test"});
    EXPECT_EQ(messages[1].recipients, std::vector<std::string>{"bob@agents.example.test"});
    EXPECT_EQ(messages[0].sender, "chat@mail.example.test");
    EXPECT_TRUE(contains(messages[0].text, "\n\nHello\n.a line that begins with a dot\n"))
        << messages[0].text;
    EXPECT_TRUE(contains(lab.log(), "orig_queue_id=" + sent.queue_id()));
}

TEST_F(Lab, SideBySideWithAnotherKeepsItsMailToItself) {
    const PostfixLab one({.milter = false});
    const PostfixLab other({.milter = false});

    SmtpClient(one.draft_port()).send("a@example.test", {"one@example.test"}, kMessage);
    SmtpClient(other.draft_port()).send("a@example.test", {"other@example.test"}, kMessage);

    ASSERT_TRUE(arrive(one, 1)) << one.log();
    ASSERT_TRUE(arrive(other, 1)) << other.log();
    ASSERT_EQ(one.sink_messages().size(), 1U);
    EXPECT_EQ(one.sink_messages()[0].recipients[0], "one@example.test");
    EXPECT_EQ(other.sink_messages()[0].recipients[0], "other@example.test");
}

TEST_F(Lab, TellsTheClientToComeBackWhileThereIsNoMilter) {
    const PostfixLab lab;
    SmtpClient client(lab.draft_port());
    EXPECT_EQ(client.command("MAIL FROM:<a@example.test>").code, 451);
    EXPECT_EQ(lab.queue(), "");
}

TEST_F(Lab, SignsWithOpendkimOnTheSecondHop) {
    const PostfixLab lab({.milter = false, .sign = {"mail.example.test"}});
    SmtpClient(lab.draft_port()).send("chat@mail.example.test", {"ann@example.test"}, kMessage);
    ASSERT_TRUE(arrive(lab, 1)) << lab.log();
    EXPECT_TRUE(contains(lab.sink_messages()[0].text, "d=mail.example.test"));
}

TEST_F(Lab, PretendsOtherClientsOnDraftOnly) {
    const PostfixLab lab({.milter = false});
    EXPECT_EQ(SmtpClient(lab.draft_port()).xclient("192.0.2.7", "platform").code, 220);
    EXPECT_GE(SmtpClient(lab.out_port()).xclient("192.0.2.7").code, 500);
}

TEST_F(Lab, BringsARemoteRefusalToTheBounceService) {
    const PostfixLab lab({.milter = false, .remote = true});
    SmtpClient(lab.draft_port())
        .send("b+token@bounces.example.test", {"full@example.test"}, kMessage);
    const auto came = [&] { return contains(lab.log(), "postfix/intake/smtpd"); };
    ASSERT_TRUE(wait_until(came)) << lab.log();
    EXPECT_TRUE(contains(lab.log(), "dsn=5.2.2, status=bounced"));
    EXPECT_TRUE(lab.sink_messages().empty());
}

TEST_F(Lab, LetsAnUnprivilegedUserOfGroupPostdropReleaseAMessage) {
    const PostfixLab lab({.milter = false, .remote = true});
    SmtpClient(lab.draft_port()).send("a@example.test", {"later@example.test"}, kMessage);
    const auto deferred = [&] { return contains(lab.queue(), R"("queue_name": "deferred")"); };
    ASSERT_TRUE(wait_until(deferred)) << lab.log();
    const auto queue = lab.queue();
    const auto at = queue.find(R"("queue_id": ")") + 13;

    const auto done =
        run_process({"setpriv", "--reuid=nobody", "--regid=nogroup", "--groups=postdrop",
                     "--no-new-privs", "postqueue", "-c", lab.value("CONFIG_DIRECTORY"), "-i",
                     queue.substr(at, queue.find('"', at) - at)},
                    std::chrono::seconds(10));

    ASSERT_TRUE(done.has_value()) << done.error().message();
    EXPECT_EQ(done->exit_status, 0) << done->err;
    const auto twice = [&] {
        const auto log = lab.log();
        return log.find("status=deferred") != log.rfind("status=deferred");
    };
    EXPECT_TRUE(wait_until(twice)) << lab.log();
}

}  // namespace
}  // namespace postern::testing
