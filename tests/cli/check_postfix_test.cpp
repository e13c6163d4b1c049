// SPDX-License-Identifier: Apache-2.0
//
// postern check, of what Postfix has set. What is judged to be wrong is tested in tests/unit; here
// it is what is read, and how it is told.
#include <filesystem>
#include <map>

#include "postern/base/file.hpp"
#include "postern/base/process.hpp"
#include "postern/postfix/parameters.hpp"

#include "fixture.hpp"
#include "postfix_stub.hpp"
#include "usual_services.hpp"

namespace postern {

namespace {

class CheckPostfix : public OperatorCommand {
  protected:
    void SetUp() override { ASSERT_EQ(postern({"db", "migrate"}).exit_status, 0); }
};

TEST_F(CheckPostfix, SaysWhereWhatAndWhatInstead) {
    set_parameter_of_stub(folder_, "maximal_queue_lifetime = 1h");
    const auto result = postern({"check"});
    EXPECT_EQ(result.exit_status, 1);
    EXPECT_TRUE(contains("\n" + result.out, "\npostfix: maximal_queue_lifetime: is 1h: "))
        << result.out;
    EXPECT_TRUE(contains(result.out, "\n    set: postconf -e 'maximal_queue_lifetime=5d'\n"));
}

TEST_F(CheckPostfix, SaysItInJson) {
    set_parameter_of_stub(folder_, "defer_transports = postern-fan");
    const auto result = postern({"check", "--json"});
    EXPECT_EQ(result.exit_status, 1);
    const auto fault = nlohmann::json::parse(result.out)["faults"][0];
    EXPECT_EQ(fault["setting"], "postfix: defer_transports");
    EXPECT_EQ(fault["set"], nullptr);
}

TEST_F(CheckPostfix, TakesANoteForKnownThatPosternYamlAccepts) {
    set_parameter_of_stub(folder_, "relayhost = [smart.example.test]");
    EXPECT_TRUE(contains(postern({"check", "--strict"}).out, "\npostfix: relayhost: "));
    configuration_ = folder_.write(
        "accepted.yaml", read_file(configuration_).value() +
                             "  accepted: [relayhost, relayhosts, maximal_queue_lifetime]\n");
    const auto strict = postern({"check", "--strict"});
    EXPECT_TRUE(contains(strict.out, "accepted: postfix: relayhost: ")) << strict.out;
    EXPECT_FALSE(contains("\n" + strict.out, "\npostfix: relayhost")) << strict.out;
    EXPECT_TRUE(contains(strict.out, "postfix.accepted: this Postfix has no parameter relayhosts"))
        << strict.out;
    set_parameter_of_stub(folder_, "maximal_queue_lifetime = 1h");
    EXPECT_EQ(postern({"check"}).exit_status, 1) << "a fault is not accepted";
}

TEST_F(CheckPostfix, TakesAPostfixThatKnowsNothingOfPosternForOneThatIsNotThereYet) {
    (void)folder_.write("postconf-M", "smtp inet n - y - - smtpd\n");
    EXPECT_EQ(postern({"check"}).exit_status, 0);
    const auto strict = postern({"check", "--strict"});
    EXPECT_EQ(strict.exit_status, 1);
    EXPECT_TRUE(contains(strict.out, "Postfix does not know of postern yet")) << strict.out;
}

TEST_F(CheckPostfix, NotesASignerThatDoesNotAnswer) {
    auto options = read_file(path("postconf-P")).value();
    const std::string milter = "127.0.0.1:10026/inet/smtpd_milters = unix:" + path("postern.sock");
    options.replace(options.find(milter), milter.size(), milter + ",unix:/nonexistent/signer");
    (void)folder_.write("postconf-P", options);
    const auto result = postern({"check"});
    EXPECT_EQ(result.exit_status, 0);
    EXPECT_TRUE(contains(result.out,
                         "note: postfix: smtpd_milters: nobody answers at "
                         "unix:/nonexistent/signer"))
        << result.out;
}

TEST_F(CheckPostfix, DoesNotKnowWherePostconfCannotBeRun) {
    std::filesystem::remove(path("postconf"));
    const auto result = postern({"check"});
    EXPECT_EQ(result.exit_status, 75);
    EXPECT_TRUE(contains(result.out, "unknown: postfix: ")) << result.out;
}

TEST_F(CheckPostfix, NotesThatPostfixIsNotConfiguredYet) {
    (void)folder_.write("postconf",
                        "#!/bin/sh\necho 'postconf: fatal: open /etc/postfix/main.cf: "
                        "No such file or directory' >&2\nexit 1\n");
    const auto result = postern({"check"});
    EXPECT_EQ(result.exit_status, 0) << result.out;
    EXPECT_TRUE(contains(result.out, "note: postfix: postconf: fatal: open ")) << result.out;
}

/// Of the parameters that the Postfix at hand has.
std::map<std::string, std::string> dangers_to_find() {
    const auto known = run_process({"postconf", "-d"}, std::chrono::seconds(20)).value().out;
    std::map<std::string, std::string> dangers;
    for (const auto& group : postfix::parameter_groups()) {
        if (group.treatment != postfix::Treatment::found) continue;
        for (const auto& row : group.rows) {
            if (contains("\n" + known, "\n" + row.name + " ="))
                dangers.emplace(row.name, row.danger);
        }
    }
    return dangers;
}

/// A real postconf and postmap over the snippets as they are shipped, with one line more.
class CheckRealPostfix : public OperatorCommand {
  protected:
    void SetUp() override {
        if (!std::filesystem::exists("/usr/sbin/postconf")) GTEST_SKIP() << "no Postfix";
        const auto conf = std::filesystem::path(POSTERN_SOURCE_DIR) / "conf/postfix";
        for (const auto* name : {"main.cf", "bounce_rcpt", "queued_again"})
            std::filesystem::copy_file(conf / name, path(name));
        (void)folder_.write("master.cf",
                            read_file(conf / "master.cf").value() + testing::kUsualServices);
        auto main = read_file(path("main.cf")).value();
        const std::string table = "/etc/postfix/bounce_rcpt";
        main.replace(main.find("regexp:" + table) + 7, table.size(), path("bounce_rcpt"));
        const std::string again = "/etc/postfix/queued_again";
        main.replace(main.find(again), again.size(), path("queued_again"));
        (void)folder_.write("main.cf", main);
        configuration_ = folder_.write(
            "real.yaml",
            "drafts: { domain: drafts.example.test }\nsenders:\n  - { domain: "
            "example.test, bounce-domain: bounces.example.test }\nkeys: { files: [" +
                path("current.key") +
                "] }\npostfix: { config-directory: " + folder_.path().string() + " }\n");
    }

    /// What `check` says of Postfix, line by line.
    [[nodiscard]] std::string said() const { return "\n" + postern({"check"}).out; }

    void add(const std::string& line) const {
        (void)folder_.write("main.cf", read_file(path("main.cf")).value() + line + "\n");
    }
};

TEST_F(CheckRealPostfix, IsContentWithWhatIsShipped) {
    const auto out = said();
    EXPECT_FALSE(contains(out, "\npostfix: ")) << out;
    EXPECT_FALSE(contains(out, "\nunknown: postfix: ")) << out;
}

TEST_F(CheckRealPostfix, FindsAPickupThatDoesNotLeadToOut) {
    auto master = read_file(path("master.cf")).value();
    const auto with = [&](const std::string& option) {
        (void)folder_.write("master.cf", master.substr(0, master.rfind("  -o ")) + option);
        return said();
    };
    const std::string fault = "\npostfix: pickup/unix/cleanup_service_name: ";
    EXPECT_TRUE(contains(with(""), fault));
    EXPECT_TRUE(contains(with("  -o cleanup_service_name=postern-cleanup-again\n"
                              "  -o receive_override_options=no_header_body_checks\n"),
                         "\npostfix: pickup/unix/receive_override_options: "));
    add("always_bcc = archive@example.test");
    EXPECT_TRUE(contains(with(""), "\npostfix: always_bcc: "));
    EXPECT_FALSE(contains(with("  -o cleanup_service_name=postern-cleanup-again\n"),
                          "\npostfix: always_bcc: "));
}

TEST_F(CheckRealPostfix, NotesChecksThatChangeWhatIsQueuedAgain) {
    add("postern_again_checks = regexp:" + path("queued_again") +
        ", regexp:{ {/^Subject:/ REPLACE Subject: x} }");
    EXPECT_TRUE(contains(said(), "note: postfix: postern-cleanup-again/unix/header_checks: "));
}

TEST_F(CheckRealPostfix, FindsChecksThatTakeWhatIsQueuedAgainPastOut) {
    const auto table = folder_.write("site_headers", "/^X-Legal:/ REDIRECT legal@example.test\n");
    const auto list = "postern_again_checks = regexp:" + path("queued_again");
    add(list + ", regexp:" + table.string());
    add("header_checks = regexp:" + table.string());
    add("body_checks = inline:{ {x=FILTER smtp:[192.0.2.1]} }");
    auto out = said();
    EXPECT_TRUE(contains(out, "\npostfix: postern-cleanup-again/unix/header_checks: regexp:"))
        << out;
    EXPECT_TRUE(contains(out, "has 'REDIRECT legal@example.test'")) << out;
    EXPECT_TRUE(contains(out, "\npostfix: body_checks: inline:{")) << out;
    add(list);
    (void)folder_.write("site_headers", "/^X-Legal:/ WARN\n");
    out = said();
    EXPECT_TRUE(contains(out, "note: postfix: postern_again_checks: has not regexp:")) << out;
    EXPECT_FALSE(contains(out, "header_checks: regexp:")) << out;
}

TEST_F(CheckRealPostfix, FindsABounceDomainAmongTheSitesOwn) {
    add("mydestination = regexp:{ {/^bounces\\./ ours} }, mx.example.test");
    add("virtual_mailbox_domains = Bounces.example.test");
    const auto out = said();
    EXPECT_TRUE(contains(out, "\npostfix: mydestination: regexp:")) << out;
    EXPECT_TRUE(contains(out, "\npostfix: virtual_mailbox_domains: has bounces.")) << out;
}

TEST_F(CheckRealPostfix, FindsCanonicalAddressesAndASubaddressThatLoseReturnPaths) {
    add("recipient_delimiter = +");
    add("sender_canonical_maps = inline:{ {@bounces.example.test=admin@example.test} }");
    add("virtual_alias_maps = inline:{ {b@bounces.example.test=admin@example.test} }");
    add("recipient_canonical_maps = "
        "regexp:{ {/^b.[a-z0-9]{32}@/ admin@example.test} }");
    const auto out = said();
    for (const std::string name :
         {"sender_canonical_maps", "virtual_alias_maps", "recipient_canonical_maps"})
        EXPECT_TRUE(contains(out, "\npostfix: " + name + ": ")) << out;
}

TEST_F(CheckRealPostfix, AsksEveryServiceOfTheSiteThatSendsButNotOurs) {
    (void)folder_.write("master.cf", read_file(path("master.cf")).value() +
                                         "relay unix - - y - - smtp\n"
                                         "  -o { smtp_header_checks = "
                                         "regexp:{ {/^From: \"/ IGNORE} } }\n");
    const auto out = said();
    EXPECT_TRUE(contains(out, "\npostfix: relay/unix/smtp_header_checks: ")) << out;
}

TEST_F(CheckRealPostfix, DoesNotKnowWhatATableSaysThatCannotBeOpened) {
    add("virtual_alias_maps = hash:/nonexistent/aliases");
    const auto out = said();
    EXPECT_TRUE(contains(out, "\nunknown: postfix: virtual_alias_")) << out;
    EXPECT_TRUE(contains(out, "hash:/nonexistent/aliases cannot be asked")) << out;
}

/// All at once, since each question to Postfix takes a process; by itself where another one hides
/// it. A parameter that this Postfix has not is tried in tests/unit.
TEST_F(CheckRealPostfix, NamesEachDangerThatItIsToFind) {
    // Copies of what is queued again are a danger only where pickup does not lead to OUT.
    const auto master = read_file(path("master.cf")).value();
    (void)folder_.write("master.cf", master.substr(0, master.rfind("  -o ")));
    const auto dangers = dangers_to_find();
    EXPECT_GE(dangers.size(), 35U);
    const auto shipped = read_file(path("main.cf")).value();
    for (const auto& [name, value] : dangers) add(name + " = " + value);
    const auto together = said();
    for (const auto& [name, value] : dangers) {
        const auto words = "postfix: " + name + ": ";
        if (contains(together, words)) continue;
        (void)folder_.write("main.cf", shipped);
        add(name + " = " + value);
        EXPECT_TRUE(contains(said(), words)) << name << together;
    }
}

}  // namespace

}  // namespace postern
