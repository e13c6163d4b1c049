// SPDX-License-Identifier: Apache-2.0
//
// A Postfix that runs and knows nothing of postern, `postern postfix apply`, a draft that goes its
// way through it, and `undo`. What a plan has for sites of other kinds is in tests/cli.
#include <chrono>
#include <map>
#include <stdexcept>

#include <gtest/gtest.h>

#include "postern/base/file.hpp"
#include "postern/base/process.hpp"
#include "postern/postfix/parameters.hpp"

#include "mail_host.hpp"
#include "one_draft.hpp"
#include "wait.hpp"

namespace postern::testing {
namespace {

using Words = std::vector<std::string>;

/// Postfix's own program for the configuration of that host.
void run_for(const MailHost& host, const std::string& program, const Words& words) {
    Words command{program, "-c", host.postfix().value("CONFIG_DIRECTORY")};
    command.insert(command.end(), words.begin(), words.end());
    const auto done = run_process(command, std::chrono::seconds(30));
    if (!done || done->exit_status != 0)
        throw std::runtime_error(program + " " + words.back() + ": " + (done ? done->err : ""));
}

/// The three smtpds keep their names, or nobody would know the lab's ports; all else goes.
void take_postern_out(const MailHost& host) {
    Words names{"-X"};
    for (const auto& [name, value] : postfix::shipped_parameters()) names.push_back(name);
    run_for(host, "postconf", names);
    run_for(host, "postconf",
            {"-e", "transport_maps=inline:{ {refused.example.test=error:5.1.1 No such user} }"});
    const auto& lab = host.postfix();
    for (const auto& [port, daemon] : {std::pair{lab.draft_port(), "POSTERN-DRAFT"},
                                       {lab.out_port(), "POSTERN-OUT"},
                                       {lab.bounce_port(), "POSTERN-BOUNCE"}}) {
        const auto service = "127.0.0.1:" + std::to_string(port);
        run_for(host, "postconf",
                {"-M", "-e",
                 service + "/inet=" + service +
                     " inet n - n - 5 smtpd -o milter_macro_daemon_name=" + daemon});
    }
    run_for(host, "postconf", {"-PX", "pickup/unix/cleanup_service_name"});
    run_for(host, "postconf",
            {"-MX", "postern-fan/unix", "postern-bounce/unix", "postern-cleanup-draft/unix",
             "postern-cleanup-out/unix", "postern-cleanup-again/unix"});
    run_for(host, "postfix", {"reload"});
}

std::map<std::string, std::string> configuration_of(const MailHost& host) {
    std::map<std::string, std::string> files;
    for (const std::string name : {"main.cf", "master.cf"})
        files[name] = read_file(host.postfix().value("CONFIG_DIRECTORY") + "/" + name).value();
    return files;
}

TEST(Wiring, LeadsADraftThroughAPostfixThatKnewNothingOfItAndIsTakenOutAgain) {
    if (const auto why = PostfixLab::unavailable()) GTEST_SKIP() << *why;
    const MailHost host(kSiteDirectory, site_with({"smtpd_sender_restrictions=reject",
                                                   "milter_default_action=accept",
                                                   "message_drop_headers=bcc, subject"}));
    take_postern_out(host);
    const auto before = configuration_of(host);
    (void)host.postern({"postfix", "apply", "--yes", "--no-signer"});
    run_for(host, "postfix", {"reload"});
    const auto verified = [&] {
        try {
            return host.postern({"postfix", "verify", "--no-signer"}).find("not in force") ==
                   std::string::npos;
        } catch (const std::runtime_error&) {
            return false;
        }
    };
    EXPECT_TRUE(wait_until(verified, std::chrono::seconds(60)));
    const auto outcome = outcome_on(host, "wired");
    EXPECT_TRUE(outcome.right()) << outcome.text() << host.logs();
    (void)host.postern({"postfix", "undo", "--yes"});
    EXPECT_EQ(configuration_of(host), before);
}

}  // namespace
}  // namespace postern::testing
