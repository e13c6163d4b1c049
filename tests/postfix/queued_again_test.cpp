// SPDX-License-Identifier: Apache-2.0
//
// An operator has Postfix queue everything again (`postsuper -r ALL`) while drafts are parked:
// pickup brings them through the site's own cleanup, without DRAFT's content filter.
#include <gtest/gtest.h>

#include "postern/base/process.hpp"

#include "mail_text.hpp"
#include "one_draft.hpp"
#include "wait.hpp"

namespace postern::testing {
namespace {

constexpr auto kLimit = std::chrono::seconds(30);

std::string run(std::vector<std::string> command) {
    const auto done = run_process(command, kLimit);
    return done ? done->out + done->err : done.error().message();
}

class QueuedAgain : public ::testing::Test {
  protected:
    void SetUp() override {
        if (const auto why = PostfixLab::unavailable()) GTEST_SKIP() << *why;
    }

    /// A draft is parked, queued again, and tried until it arrives.
    static void expect_the_same_way(const std::vector<std::string>& settings) {
        auto options = site_with(settings);
        options.window = std::chrono::seconds(2);
        const MailHost host(kSiteDirectory, options);
        ASSERT_EQ(host.submit({"again", "team"}).end.code, 250);
        ASSERT_TRUE(host.becomes("again", "parked")) << host.logs();
        const auto folder = host.postfix().value("CONFIG_DIRECTORY");
        const auto said = run({"postsuper", "-c", folder, "-r", "ALL"});
        ASSERT_NE(said.find("Requeued: 1"), std::string::npos) << said;
        run({"postkick", "-c", folder, "public", "pickup", "W"});
        const bool arrived = wait_until(
            [&] {
                run({"postqueue", "-c", folder, "-f"});
                return host.delivered("again", 2, std::chrono::seconds(1)).size() >= 2;
            },
            kLimit);
        EXPECT_TRUE(arrived) << host.logs();
        for (const auto& message : host.arrived("again")) {
            EXPECT_TRUE(message.sender.starts_with("b+")) << message.sender;
            EXPECT_EQ(MailText(message.text).field("Postern-Kind"), "") << host.logs();
        }
        EXPECT_EQ(host.arrived("again").size(), 2U) << host.logs();
        EXPECT_EQ(host.verdicts("again"), (std::vector<std::string>{"ann sent", "ben sent"}));
    }
};

TEST_F(QueuedAgain, DraftsGoTheSameWay) {
    expect_the_same_way({});
}

TEST_F(QueuedAgain, DraftsGoTheSameWayThroughASiteThatRewrites) {
    expect_the_same_way({"canonical_maps=inline:{ {platform@platform.example.test=x@y.example} }",
                         "always_add_missing_headers=yes", "enable_long_queue_ids=no",
                         "header_checks=regexp:{ {/^Received:/ IGNORE} }"});
}

}  // namespace
}  // namespace postern::testing
