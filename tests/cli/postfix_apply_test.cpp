// SPDX-License-Identifier: Apache-2.0
//
// postern postfix plan, apply, undo and verify, with a real postconf and postmap on configurations
// as sites have them. Nothing of them runs; tests/postfix has one that does.
#include <sys/stat.h>

#include "postern/base/file.hpp"
#include "postern/config/load.hpp"

#include "postfix_configuration.hpp"
#include "postfix_site.hpp"

namespace postern {

namespace {

namespace fs = std::filesystem;

struct SiteOfAKind {
    const char* name;
    const char* main;
    const char* master;       ///< Behind what all have.
    const char* pickup = "";  ///< What it sets for itself.
};

const SiteOfAKind kSites[]{
    {"Fresh",
     "# See /usr/share/postfix/main.cf.dist\ncompatibility_level = "
     "3.6\nmyhostname=mx.example.test\n",
     ""},
    {"WithoutALastLineEnd",
     "compatibility_level = 3.6\n\n\n  \n# end\nmyhostname = mx.example.test", "# no end"},
    {"OddlySpaced",
     "compatibility_level = 3.6\nrelay_domains\t=  partner.example.test,\n# in "
     "between\n\tother.example.test\n"
     "   , third.example.test   \nvirtual_alias_maps   =\nalways_bcc = archive@example.test\n",
     "pickup2   unix  n\t-\ty\t60\t1\tpickup\n"},
    {"WithTablesForEverything",
     "compatibility_level = 3.6\ntransport_maps = regexp:FOLDER/all_transports\n"
     "virtual_alias_domains =\nvirtual_alias_maps = regexp:FOLDER/all_aliases\n"
     "relay_domains = partner.example.test\nrelay_recipient_maps = inline:{ "
     "{a@partner.example.test=x} }\n"
     "header_checks = regexp:FOLDER/headers\nmasquerade_domains = example.test\n"
     "authorized_flush_users = root\nenable_long_queue_ids = no\n",
     ""},
    {"WithAFilterAndPortsTaken",
     "compatibility_level = 3.6\ncontent_filter = amavis:[127.0.0.1]:10024\n"
     "smtpd_milters = inet:localhost:11332\nnon_smtpd_milters = $smtpd_milters\n",
     "127.0.0.1:10025 inet n - y - - smtpd\n  -o content_filter=\n  -o smtpd_milters=\n"
     "amavis unix - - y - 2 smtp\n  -o smtp_data_done_timeout=1200\n"
     "submission inet n - y - - smtpd\n  -o smtpd_sasl_auth_enable=yes\n  -o { "
     "smtpd_relay_restrictions = permit_sasl_authenticated, reject }\n"},
    {"OldInItsWays", "compatibility_level = 0\ninet_interfaces = loopback-only\n", ""},
    {"WithMiltersAndLinesInPieces",
     "compatibility_level = 3.6\nsmtpd_milters = inet:127.0.0.1:11332\n"
     "non_smtpd_milters =\n# between\n inet:127.0.0.1:8891\n",
     "465 inet n\n# between\n  - n - -\n  smtpd\n  -o smtpd_milters=inet:127.0.0.1:11332,\n"
     "# between\n  inet:127.0.0.1:8891\n  -o { smtpd_client_restrictions = permit_mynetworks,\n"
     "    reject }\n"},
    {"WithACleanupOfItsOwn", "compatibility_level = 3.6\ncleanup_service_name = pre-cleanup\n",
     "pre-cleanup unix n - y - 0 cleanup\n  -o virtual_alias_maps=\n  -o { header_checks = "
     "regexp:FOLDER/headers }\n"},
    {"WithACleanupOfPickupsOwn",
     "compatibility_level = 3.6\nheader_checks = regexp:FOLDER/headers\n",
     "pre-cleanup unix n - y - 0 cleanup\n  -o header_checks=\n  -o always_bcc=\n",
     "  -o cleanup_service_name=pre-cleanup\n"},
    {"WithChecksOfPickupsCleanupAlone", "compatibility_level = 3.6\n",
     "pre-cleanup unix n - n - 0 cleanup\n  -o { header_checks = regexp:FOLDER/headers, "
     "regexp:FOLDER/mime }\n  -o mime_header_checks=regexp:FOLDER/mime\n",
     "  -o cleanup_service_name=pre-cleanup\n"},
    {"WithTwoCleanupsNamed",
     "compatibility_level = 3.6\ncleanup_service_name = post-cleanup\n"
     "header_checks = regexp:FOLDER/headers\nbody_checks = regexp:FOLDER/mime\n",
     "pre-cleanup unix n - y - 0 cleanup\n  -o body_checks=\n"
     "post-cleanup unix n - y - 0 cleanup\n  -o header_checks=regexp:FOLDER/mime\n",
     "  -o cleanup_service_name=pre-cleanup\n"},
    {"WithNoChecksForLocalMail",
     "compatibility_level = 3.6\nheader_checks = regexp:FOLDER/headers\n",
     "pre-cleanup unix n - y - 0 cleanup\n  -o mime_header_checks=\n  -o "
     "nested_header_checks=\n  -o body_checks=\n",
     "  -o cleanup_service_name=pre-cleanup\n  -o "
     "receive_override_options=no_header_body_checks\n"},
};

void PrintTo(const SiteOfAKind& site, std::ostream* out) {
    *out << site.name;
}

class PostfixOfAKind : public PostfixConfiguration,
                       public ::testing::WithParamInterface<SiteOfAKind> {
  protected:
    void write() {
        auto master = kDebiansMaster + GetParam().master;
        const auto behind = master.find('\n', master.find("\npickup ") + 1) + 1;
        write_site(master.insert(behind, GetParam().pickup), GetParam().main);
    }
    /// The checks that local mail meets, by parameter, ours left out.
    [[nodiscard]] std::map<std::string, Words> met_by_local_mail() const {
        auto settings = load_settings(configuration_).settings;
        const auto site = read_postfix_site(settings).value();
        const auto off = site.in_force(*site.pickup(), "receive_override_options");
        std::map<std::string, Words> met;
        for (const std::string name :
             {"header_checks", "mime_header_checks", "nested_header_checks", "body_checks"}) {
            if (contains(off, "no_header_body_checks")) continue;
            auto tables = postfix::split_list(site.checks_of(*site.pickups_cleanup(), name));
            std::erase(tables, "regexp:" + path("etc/postern/queued_again"));
            if (!tables.empty()) met[name] = tables;
        }
        return met;
    }
};

TEST_P(PostfixOfAKind, HasAllThatIsNeededAfterOneApplyAndNothingAfterUndo) {
    write();
    const auto met = met_by_local_mail();
    const auto first = apply();
    ASSERT_EQ(first.exit_status, 0) << first.out << first.err;
    EXPECT_EQ(met_by_local_mail(), met);
    const auto once = contents();
    const auto again = apply();
    EXPECT_EQ(again.exit_status, 0) << again.out;
    EXPECT_TRUE(contains(again.out, "has all that postern needs")) << again.out;
    EXPECT_EQ(contents(), once);
    const auto found = "\n" + postern({"check"}).out;
    EXPECT_FALSE(contains(found, "\npostfix: ")) << found;
    ASSERT_EQ(wiring("undo", {"--yes"}).exit_status, 0);
    EXPECT_EQ(contents(), before_);
    EXPECT_FALSE(fs::exists(path("etc/postern")));
}

INSTANTIATE_TEST_SUITE_P(Site, PostfixOfAKind, ::testing::ValuesIn(kSites),
                         [](const auto& site) { return std::string(site.param.name); });

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
