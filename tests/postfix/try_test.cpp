// SPDX-License-Identifier: Apache-2.0
//
// `postern try --send` on a real host: what it says of each step where all is well and where
// something is not, and that nothing of it stays.
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "directories.hpp"
#include "mail_host.hpp"
#include "mail_text.hpp"
#include "operator.hpp"
#include "wait.hpp"
#include "with_mail_host.hpp"

namespace postern::testing {
namespace {

using Json = nlohmann::json;
using Words = std::vector<std::string>;

constexpr const char* kSomebody = "somebody@firm.example.test";

HostOptions with_the_usual_window() {
    HostOptions options;
    options.window = std::chrono::minutes{2};
    // The bounce domain of conf/postfix/main.cf, so that reports come back.
    options.sections["senders"] = "[{ domain: example.test, bounce-domain: bounces.example.test }]";
    return options;
}

std::string steps_of(const Json& answer) {
    std::string names;
    for (const auto& step : answer["steps"]) {
        names.append(names.empty() ? "" : " ").append(step["step"].get<std::string>());
        if (!step["taken"].get<bool>()) names.append("!");
    }
    return names;
}

std::string words_of(const Json& answer, const std::string& name) {
    for (const auto& step : answer["steps"]) {
        if (step["step"] == name) return step["what"].get<std::string>();
    }
    return "no such step";
}

template <typename Suite>
class TrialHost : public WithMailHost<Suite> {
  protected:
    using WithMailHost<Suite>::host;

    struct Outcome {
        int status = 0;
        Json answer;
    };

    static Outcome attempt(const Words& options) {
        Words words{"--json", "try", "--send"};
        words.insert(words.end(), options.begin(), options.end());
        const auto done = host().attempt(words);
        const auto answer = Json::parse(done.out, nullptr, false);
        EXPECT_TRUE(answer.is_object()) << done.out << done.err;
        if (!answer.is_object()) return {done.exit_status, {{"steps", Json::array()}}};
        EXPECT_EQ(answer["left_behind"], Json::array());
        return {done.exit_status, answer};
    }

    /// Of directory, record, suppressions and queue.
    static void expect_no_trace() {
        EXPECT_EQ(host().postern({"directory", "export"}).find("postern-try"), std::string::npos);
        EXPECT_EQ(host().postern({"--json", "notifications"}), "[]\n");
        EXPECT_EQ(host().postern({"--json", "suppressions", "list"}), "[]\n");
        EXPECT_TRUE(wait_until([] { return host().postfix().queue().empty(); }))
            << host().postfix().queue();
    }
};

class ATrial : public TrialHost<ATrial> {
  public:
    static std::unique_ptr<MailHost> make_host() {
        return std::make_unique<MailHost>(kOneAgent, with_the_usual_window());
    }
};

TEST_F(ATrial, WithoutAnAddressGoesItsWayAndLeavesNothing) {
    const auto [status, answer] = attempt({});
    EXPECT_EQ(status, 0) << answer << host().logs();
    EXPECT_EQ(steps_of(answer), "account draft parked released judged cleaned");
    EXPECT_EQ(answer["outcome"], "good");
    EXPECT_EQ(answer["notification"]["rule"], "O2");
    EXPECT_TRUE(host().postfix().sink_messages().empty()) << "nothing leaves this host";
    expect_no_trace();
}

TEST_F(ATrial, WithAnAddressArrivesAndSaysWhoTookIt) {
    const auto [status, answer] = attempt({"--to", kSomebody});
    EXPECT_EQ(status, 0) << answer << host().logs();
    EXPECT_EQ(steps_of(answer), "account draft parked released judged departed cleaned");
    const auto departed = words_of(answer, "departed");
    EXPECT_NE(departed.find("127.0.0.1[127.0.0.1]:"), std::string::npos) << departed;
    EXPECT_NE(departed.find(" said: 250"), std::string::npos) << departed;
    const auto arrived = host().delivered("postern try", 1);
    ASSERT_EQ(arrived.size(), 1U);
    EXPECT_EQ(arrived[0].recipients, Words{kSomebody});
    EXPECT_NE(MailText(arrived[0].text).field("From").find("@example.test"), std::string::npos);
    expect_no_trace();
}

TEST_F(ATrial, TakesAnAccountThatIsThereAndOneOfItsAgents) {
    const auto before = host().postern({"directory", "export"});
    const auto [status, answer] = attempt({"--account", "team", "--to", "ann@team.example.test"});
    EXPECT_EQ(status, 0) << answer << host().logs();
    EXPECT_EQ(steps_of(answer), "draft parked released judged departed cleaned");
    EXPECT_EQ(host().postern({"directory", "export"}), before);
    expect_no_trace();
}

TEST_F(ATrial, SaysWhichReplyRefusedIt) {
    const auto [status, answer] = attempt({"--account", "team", "--to", kSomebody});
    EXPECT_EQ(status, 1);
    EXPECT_EQ(steps_of(answer), "draft!");
    EXPECT_NE(words_of(answer, "draft").find("550 5.7.1 <somebody@firm.example.test> is no agent"),
              std::string::npos)
        << answer;
    expect_no_trace();
}

TEST_F(ATrial, SaysWhatItWaitedForInVainAndTakesItOutOfTheQueue) {
    const auto [status, answer] = attempt({"--to", kSomebody, "--timeout", "2s"});
    EXPECT_EQ(status, 75) << answer;
    EXPECT_EQ(answer["outcome"], "unknown");
    EXPECT_EQ(steps_of(answer), "account draft parked released! cleaned");
    EXPECT_NE(words_of(answer, "released").find("not within 2s"), std::string::npos) << answer;
    expect_no_trace();
}

/// Postfix itself returns what goes there.
TEST_F(ATrial, WaitsForWhatComesBackAndForgetsTheSuppression) {
    const auto [status, answer] = attempt({"--to", "nobody@refused.example.test"});
    EXPECT_EQ(status, 1) << answer << host().logs();
    EXPECT_EQ(steps_of(answer), "account draft parked released judged departed! cleaned");
    EXPECT_NE(words_of(answer, "departed").find("No such user"), std::string::npos) << answer;
    expect_no_trace();
}

TEST_F(ATrial, SaysThatPosterndDoesNotAnswer) {
    host().posternd().stop();
    const auto [status, answer] = attempt({});
    host().posternd().restart();
    EXPECT_EQ(status, 75) << answer;
    EXPECT_EQ(steps_of(answer), "account draft!");
    EXPECT_NE(answer["steps"][1]["remedy"].get<std::string>().find("systemctl status postern"),
              std::string::npos)
        << answer;
    expect_no_trace();
}

TEST_F(ATrial, SaysThatThereIsNoDraftService) {
    const auto service = "127.0.0.1:" + std::to_string(host().postfix().draft_port()) + "/inet/";
    const auto& folder = host().postfix().value("CONFIG_DIRECTORY");
    const auto rename = [&](const std::string& name) {
        const auto set = service + "milter_macro_daemon_name=" + name;
        ASSERT_EQ(run_process({"postconf", "-c", folder, "-P", set}, std::chrono::seconds{20})
                      .value()
                      .exit_status,
                  0);
    };
    rename("ANOTHER");
    const auto [status, answer] = attempt({});
    rename("POSTERN-DRAFT");
    EXPECT_EQ(status, 1) << answer;
    EXPECT_EQ(words_of(answer, "draft"),
              "master.cf has no service with milter_macro_daemon_name=POSTERN-DRAFT");
    expect_no_trace();
}

TEST_F(ATrial, TellsOfItsStepsInWords) {
    const auto done = host().attempt({"try", "--send"});
    EXPECT_EQ(done.exit_status, 0) << done.err;
    EXPECT_NE(done.out.find("\nparked    in Postfix's queue until "), std::string::npos)
        << done.out;
    EXPECT_NE(done.out.find("5s were left of the grace window of 2min"), std::string::npos)
        << done.out;
    EXPECT_NE(done.out.find("All is well"), std::string::npos) << done.out;
}

/// Nobody listens where all that leaves is to go.
class ATrialWithoutANextHop : public TrialHost<ATrialWithoutANextHop> {
  public:
    static std::unique_ptr<MailHost> make_host() {
        auto options = with_the_usual_window();
        options.lab.settings = {"relayhost=[127.0.0.1]:1"};
        return std::make_unique<MailHost>(kOneAgent, options);
    }
};

TEST_F(ATrialWithoutANextHop, SaysWhatPutItOffAndTakesItOutOfTheQueue) {
    const auto [status, answer] = attempt({"--to", kSomebody});
    EXPECT_EQ(status, 1) << answer << host().logs();
    EXPECT_EQ(steps_of(answer), "account draft parked released judged departed! cleaned");
    EXPECT_NE(words_of(answer, "departed").find("Connection refused"), std::string::npos) << answer;
    expect_no_trace();
}

}  // namespace
}  // namespace postern::testing
