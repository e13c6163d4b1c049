// SPDX-License-Identifier: Apache-2.0
//
// What DNS and the suppressions say, at RCPT on DRAFT and again on OUT, asked of a real name server
// of the test's own.
#include "postern/base/clock.hpp"

#include "daemon_test.hpp"
#include "name_server.hpp"

namespace postern::testing {

namespace {

using Texts = std::vector<std::string>;

constexpr auto kZone = R"(
$ORIGIN example.
$TTL 300
@        SOA  ns hostmaster 1 3600 600 86400 60
@        NS   ns
ns       A    192.0.2.53
firm     MX   10 mx.firm
mx.firm  A    192.0.2.1
null     MX   0 .
text     TXT  "no mail here"
loop     MX   10 host.loop
host.loop A   127.0.0.1
dark     MX   10 mx.elsewhere.
)";

constexpr auto kTwoAddresses = R"(
accounts:
  - id: mix
    plan: standard
    notifications: { offline-message: true }
    agents:
      - { id: good, name: Good, address: good@firm.example }
      - { id: gone, name: Gone, address: gone@no-such.example }
      - { id: nil, name: Nil, address: nil@null.example }
      - { id: text, name: Text, address: text@text.example }
      - { id: loop, name: Loop, address: loop@loop.example }
      - { id: dark, name: Dark, address: dark@dark.example }
      - { id: aside, name: Aside, address: aside@firm.invalid }
      - { id: anne, name: Anne, address: änne@firm.example }
  - id: safe
    plan: standard
    notifications: { offline-message: true }
    fallback: desk@firm.example
    agents: [ { id: iris, name: Iris, address: iris@no-such.example } ]
  - id: lost
    plan: standard
    notifications: { offline-message: true }
    owner: owner@firm.example
    agents:
      - { id: jan, name: Jan, address: jan@no-such.example }
      - { id: kim, name: Kim, address: kim@null.example }
)";

class Deliverability : public DaemonTest {
  protected:
    void SetUp() override {
        if (const auto why = NameServer::unavailable()) GTEST_SKIP() << *why;
        server_.emplace(std::vector<Zone>{{"example", kZone}});
        const auto imported = directory()->import(kTwoAddresses, "directory", false);
        ASSERT_TRUE(imported) << imported.error().message();
        ask("");
    }

    /// Starts posternd with these further settings of `dns`.
    void ask(const std::string& more) {
        const auto& server = server_->server();
        configure("dns", "{ resolvers: [\"" + server + "\"], stubs: [\"example=" + server + "\"]" +
                             more + " }");
        start();
    }

    static MilterMessage draft_for(const std::string& account, const std::string& id = "draft-1") {
        auto message = with(draft(id), "Postern-Account", account);
        message.recipients = {account + "@drafts.example"};
        return with(message, "Postern-Chat", "chat-of-" + account);
    }

    /// The answer to RCPT for one agent, after the account was named.
    MilterReply rcpt(const std::string& address) {
        auto message = draft_for("mix");
        message.recipients.push_back(address);
        return connect().send(message).recipients.back();
    }

    /// Has good@firm.example suppressed, and posternd started anew.
    void hold(Cause cause, std::optional<TimePoint> until) {
        const auto now = SystemClock().now();
        daemon().stop();
        {
            StateOptions options;
            options.database = {"sqlite:" + path("state.db")};
            const auto opened = open_state(options);
            ASSERT_TRUE(opened) << opened.error().message();
            Suppression held{"good@firm.example", cause, "…", "bounce", "n1", now, now};
            held.until = until;
            held.step = 1;
            ASSERT_TRUE((*opened)->suppress({held}, IfHeld::replace, {"bounce", "", now}));
        }
        daemon().restart();
    }

    MilterReply present(const std::string& account, const std::string& agent,
                        const std::string& id = "draft-1") {
        return connect(kOutHop).send(handed_over(draft_for(account, id), agent)).end;
    }

    std::optional<NameServer> server_;
};

TEST_F(Deliverability, RefusesDeadDomainsAtRcptWithACodeForEachReason) {
    EXPECT_EQ(rcpt("good@firm.example").answer, FilterAnswer::proceed);
    EXPECT_TRUE(rcpt("gone@no-such.example")
                    .text.starts_with("550 5.1.2 <gone@no-such.example>: the domain "
                                      "no-such.example does not exist"))
        << rcpt("gone@no-such.example").text;
    EXPECT_TRUE(rcpt("nil@null.example").text.starts_with("556 5.1.10 <nil@null.example>: "));
    EXPECT_TRUE(rcpt("text@text.example").text.starts_with("550 5.4.4 <text@text.example>: "));
    EXPECT_TRUE(rcpt("loop@loop.example").text.starts_with("550 5.4.6 <loop@loop.example>: "));
    EXPECT_TRUE(rcpt("aside@firm.invalid").text.starts_with("550 5.1.2 <aside@firm.invalid>: "));
    EXPECT_TRUE(rcpt("änne@firm.example").text.starts_with("553 5.6.7 <änne@firm.example>: "));
    EXPECT_EQ(rcpt("dark@dark.example").answer, FilterAnswer::proceed)
        << "nobody knows: let through";
    EXPECT_TRUE(rcpt("no at sign").text.starts_with("550 5.1.3 ")) << rcpt("no at sign").text;
    EXPECT_TRUE(rcpt("stranger@firm.example").text.starts_with("550 5.7.1 "));
}

TEST_F(Deliverability, WithholdsOnOutWhatCannotBeDelivered) {
    EXPECT_EQ(present("mix", "gone").answer, FilterAnswer::discard);
    EXPECT_TRUE(logs("rule=D7 reason=no-such-domain"));
    EXPECT_EQ(present("mix", "nil", "draft-2").answer, FilterAnswer::discard);
    EXPECT_TRUE(logs("rule=D8 reason=null-mx"));
    EXPECT_EQ(present("mix", "good", "draft-3").answer, FilterAnswer::accept);
}

TEST_F(Deliverability, WaitsForDnsWhileTheNotificationIsYoung) {
    const auto reply = present("mix", "dark");
    EXPECT_EQ(reply.answer, FilterAnswer::tempfail);
    EXPECT_TRUE(logs("event=dns-unavailable"));
    ask(", give-up-after: 30min");
    EXPECT_EQ(present("mix", "dark", "draft-2").answer, FilterAnswer::accept)
        << "the event was an hour ago";
}

TEST_F(Deliverability, SendsToTheFallbackWhatCannotReachItsAgent) {
    const auto reply = present("safe", "iris");
    ASSERT_EQ(reply.answer, FilterAnswer::accept) << reply.text;
    const auto left = draft_for("safe").edited(reply.edits);
    EXPECT_EQ(left.recipients.back(), "desk@firm.example");
    EXPECT_EQ(left.header("Fallback-For"), "Iris <iris@no-such.example>; reason=no-such-domain");
    EXPECT_TRUE(left.body.starts_with("This notification was for iris@no-such.example, where"))
        << left.body;
    auto named = draft_for("safe", "draft-2");
    named.recipients.emplace_back("iris@no-such.example");
    EXPECT_EQ(connect().send(named).recipients.back().answer, FilterAnswer::proceed);
}

TEST_F(Deliverability, TellsTheOwnerOnceThatNobodyCanBeReached) {
    const auto reply = present("lost", "jan");
    ASSERT_EQ(reply.answer, FilterAnswer::accept) << reply.text;
    const auto report = draft_for("lost").edited(reply.edits);
    EXPECT_EQ(report.sender, "");
    EXPECT_EQ(report.recipients.back(), "owner@firm.example");
    EXPECT_EQ(report.header("Subject"), "No agent of lost can be reached by mail");
    EXPECT_EQ(report.header("Postern-Seal"), "");
    EXPECT_NE(report.body.find("jan  jan@no-such.example  (no-such-domain)"), std::string::npos);
    EXPECT_NE(report.body.find("kim  kim@null.example  (null-mx)"), std::string::npos);
    EXPECT_TRUE(logs("event=account-unreachable"));
    EXPECT_EQ(present("lost", "kim", "draft-2").answer, FilterAnswer::discard) << "told today";
    EXPECT_EQ(present("mix", "gone", "draft-3").answer, FilterAnswer::discard)
        << "others are reached";
}

TEST_F(Deliverability, RefusesSuppressedAddressesAtRcptWhereThatIsWished) {
    const auto until = SystemClock().now() + std::chrono::hours{1};
    hold(Cause::mailbox_full, until);
    EXPECT_EQ(rcpt("good@firm.example").answer, FilterAnswer::proceed) << "recorded on OUT instead";
    configure("recipients", "{ suppressed: refuse }");
    daemon().restart();
    const auto full = rcpt("good@firm.example");
    EXPECT_TRUE(full.text.starts_with("552 5.2.2 <good@firm.example>: the mailbox was full"))
        << full.text;
    EXPECT_NE(full.text.find("until " + format_time(until)), std::string::npos) << full.text;
    for (const auto& [cause, expected] :
         {std::pair{Cause::user_unknown, "550 5.1.1 <good@firm.example>: the address is unknown"},
          std::pair{Cause::inactive, "550 5.2.1 <good@firm.example>: the mailbox is disabled"},
          std::pair{Cause::domain_invalid, "550 5.1.2 <good@firm.example>: the address's domain"},
          std::pair{Cause::by_operator, "550 5.7.1 <good@firm.example>: an operator has"}}) {
        hold(cause, std::nullopt);
        const auto reply = rcpt("good@firm.example");
        EXPECT_TRUE(reply.text.starts_with(expected)) << reply.text;
        EXPECT_NE(reply.text.find("until an operator lifts it"), std::string::npos) << reply.text;
    }
}

}  // namespace

}  // namespace postern::testing
