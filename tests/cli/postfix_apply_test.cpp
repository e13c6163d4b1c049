// SPDX-License-Identifier: Apache-2.0
//
// postern postfix plan, apply, undo and verify, with a real postconf and postmap on configurations
// as sites have them. Nothing of them runs; tests/postfix has one that does.
#include <sys/stat.h>

#include "postern/base/file.hpp"

#include "postfix_configuration.hpp"

namespace postern {

namespace {

namespace fs = std::filesystem;

TEST_F(PostfixConfiguration, IsNotChangedByAPlanNorWithoutConsent) {
    const auto plan = wiring("plan");
    EXPECT_EQ(plan.exit_status, 0) << plan.err;
    EXPECT_EQ(contents(), before_);
    EXPECT_EQ(postern_reading("no\n", {"postfix", "apply", "--no-signer"}).exit_status, 1);
    EXPECT_EQ(contents(), before_);
    EXPECT_EQ(postern_reading("y\n", {"postfix", "apply", "--no-signer"}).exit_status, 0);
    EXPECT_NE(contents(), before_);
}

/// As where /etc is mounted read-only.
TEST_F(PostfixConfiguration, ThatCannotBeWrittenToIsToldWithItsPlan) {
    const auto etc = path("etc");
    const auto mounted = "mount --bind " + etc + " " + etc + " && mount -o remount,ro,bind " + etc;
    const std::chrono::seconds limit{20};
    if (run_process({"unshare", "--mount", "sh", "-c", mounted}, limit).value().exit_status != 0)
        GTEST_SKIP() << "no mount namespace";
    const auto command =
        mounted + " && exec " POSTERN_BINARY " -c " + configuration_ + " postfix plan --no-signer";
    const auto plan = run_process({"unshare", "--mount", "sh", "-c", command}, limit).value();
    EXPECT_EQ(plan.exit_status, 0) << plan.err;
    EXPECT_TRUE(contains(plan.out, "Nothing can be written there now (Read-only")) << plan.out;
    EXPECT_FALSE(contains(wiring("plan").out, "Nothing can be written")) << "not so elsewhere";
}

TEST_F(PostfixConfiguration, IsTheSameWhetherThePlanIsAppliedOrRunByAShell) {
    const auto plan = wiring("plan", {"--no-signer"}).out;
    (void)folder_.write("plan.sh", plan.substr(0, plan.find("\npostfix -c")));
    ASSERT_EQ(
        run_process({"sh", "-e", path("plan.sh")}, std::chrono::seconds{60}).value().exit_status,
        0);
    const auto by_shell = wiring("verify", {"--json", "--no-signer"});
    for (const auto& one : nlohmann::json::parse(by_shell.out)) {
        const bool so = one["set"] == nullptr || contains(one["says"], "not started");
        EXPECT_TRUE(so) << one;
    }
}

TEST_F(PostfixConfiguration, ThatSomebodyChangedSinceIsNotPutBack) {
    ASSERT_EQ(apply().exit_status, 0);
    append_to_main("mydestination = new.example.test\n");
    const auto now = contents();
    const auto undone = wiring("undo", {"--yes"});
    EXPECT_EQ(undone.exit_status, 1);
    EXPECT_TRUE(contains(undone.err, "main.cf: line ")) << undone.err;
    EXPECT_TRUE(contains(undone.err, "'mydestination = new.example.test' is new")) << undone.err;
    EXPECT_TRUE(contains(undone.err, "on the advice of postern check or verify")) << undone.err;
    EXPECT_EQ(contents(), now);
}

TEST_F(PostfixConfiguration, KeepsWhatIsChangedBetweenTwoApplies) {
    ASSERT_EQ(apply().exit_status, 0);
    append_to_main("relay_domains = partner.example.test\n");
    const auto between = read_file(path("etc/main.cf")).value();
    ASSERT_EQ(apply().exit_status, 0);
    ASSERT_EQ(wiring("undo", {"--yes"}).exit_status, 0);
    EXPECT_EQ(read_file(path("etc/main.cf")).value(), between);
    EXPECT_EQ(wiring("undo", {"--yes"}).exit_status, 1);
}

TEST_F(PostfixConfiguration, ComesBackFromTwoAppliesInARowAtOnce) {
    ASSERT_EQ(apply().exit_status, 0);
    configuration_ = folder_.write(
        "two.yaml",
        read_file(configuration_)
            .value()
            .replace(read_file(configuration_).value().find("keys:"), 0,
                     "  - { domain: two.example.test, bounce-domain: b.two.example.test }\n"));
    const auto plan = wiring("plan", {"--no-signer"}).out;
    EXPECT_TRUE(
        contains(plan, "\n# 'postern postfix apply' does the same and keeps what was there"))
        << plan;
    EXPECT_FALSE(contains(plan, "#     postern postfix apply\n")) << plan;
    ASSERT_EQ(apply().exit_status, 0);
    EXPECT_TRUE(contains(read_file(path("etc/postern/transport")).value(), "b\\.two"));
    ASSERT_EQ(wiring("undo", {"--yes"}).exit_status, 0);
    EXPECT_EQ(contents(), before_);
}

TEST_F(PostfixConfiguration, KeepsWhatOtherMailGoesByAndIsToldWhatOfItIsInTheWay) {
    (void)folder_.write("headers", "/^X-Legal:/ REDIRECT legal@example.test\n");
    write_site(kDebiansMaster,
               "compatibility_level = 3.6\nmaximal_queue_lifetime = 1h\n"
               "mydestination = bounces.example.test, mx.example.test\n"
               "header_checks = regexp:FOLDER/headers\n");
    const auto applied = apply();
    EXPECT_EQ(applied.exit_status, 0) << applied.err;
    const auto main = read_file(path("etc/main.cf")).value();
    EXPECT_TRUE(contains(main, before_.at(path("etc/main.cf")))) << main;
    EXPECT_TRUE(contains(main, "/postern/queued_again, regexp:" + path("headers"))) << main;
    const auto left = applied.out.substr(applied.out.find("# Left to you"));
    for (const auto* place : {"- maximal_queue_lifetime: ", "- mydestination: ",
                              "- postern-cleanup-again/unix/header_checks: "})
        EXPECT_TRUE(contains(left, place)) << left;
    EXPECT_TRUE(contains(left, "postconf -c " + path("etc") + " -e 'maximal_queue_lifetime=5d'"))
        << left;
}

TEST_F(PostfixConfiguration, IsReadableForPostfixAndItsCopiesForRootAlone) {
    const auto old = ::umask(077);
    const auto applied = apply();
    ::umask(old);
    ASSERT_EQ(applied.exit_status, 0) << applied.err;
    const auto mode = [&](const char* name) {
        return static_cast<unsigned>(fs::status(path(name)).permissions()) & 0777U;
    };
    EXPECT_EQ(mode("etc/postern"), 0755U);
    EXPECT_EQ(mode("etc/postern/transport"), 0644U);
    EXPECT_EQ(mode("etc/postern/kept"), 0700U);
}

TEST_F(PostfixConfiguration, ThatKnowsNothingOfPosternIsVerifiedInOneLine) {
    const auto said = wiring("verify", {"--no-signer"});
    EXPECT_EQ(said.exit_status, 1);
    EXPECT_EQ(std::count(said.out.begin(), said.out.end(), '\n'), 1) << said.out;
    EXPECT_TRUE(contains(said.out, "knows nothing of postern. 'postern postfix plan' says"));
    const auto all = wiring("verify", {"--no-signer", "--all"}).out;
    EXPECT_GT(std::count(all.begin(), all.end(), '\n'), 100);
    EXPECT_GT(nlohmann::json::parse(wiring("verify", {"--no-signer", "--json"}).out).size(), 100U);
}

TEST_F(PostfixConfiguration, IsVerifiedLineByLine) {
    ASSERT_EQ(apply().exit_status, 0);
    const std::string place = "127.0.0.1:10026/inet/milter_default_action";
    auto master = read_file(path("etc/master.cf")).value();
    const auto at = master.find("milter_default_action=tempfail", master.find("POSTERN-OUT"));
    (void)folder_.write("etc/master.cf", master.replace(at + 22, 8, "accept"));
    const auto said = wiring("verify", {"--no-signer"});
    EXPECT_EQ(said.exit_status, 1);
    EXPECT_TRUE(contains(said.out, "not in force: ")) << said.out;
    EXPECT_TRUE(contains(said.out, "milter_default_action is 'accept', and has to be 'tempfail'"))
        << said.out;
    EXPECT_TRUE(contains(said.out, "/milter_default_action=tempfail\n")) << said.out;
}

TEST_F(PostfixConfiguration, IsNotUndoneWithACopyThatIsNotWhatWasKept) {
    ASSERT_EQ(apply().exit_status, 0);
    const auto copy = "etc/postern/kept/1/before" + path("etc/main.cf");
    (void)folder_.write(copy, "mydestination = evil.example\n");
    const auto now = contents();
    const auto undone = wiring("undo", {"--yes"});
    EXPECT_EQ(undone.exit_status, 1);
    EXPECT_TRUE(contains(undone.err, "is not the copy that was written")) << undone.err;
    EXPECT_EQ(contents(), now);
}

}  // namespace

}  // namespace postern
