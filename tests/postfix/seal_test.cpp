// SPDX-License-Identifier: Apache-2.0
//
// OUT, spoken to directly: only what DRAFT has sealed gets through, and only to the agents it was
// sealed for. The genuine article comes from Postfix's queue, where a draft is parked.
#include <memory>
#include <regex>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "postern/base/process.hpp"

#include "directories.hpp"
#include "mail_host.hpp"
#include "with_mail_host.hpp"

namespace postern::testing {
namespace {

/// A draft between the hops.
struct Sealed {
    std::string text;
    std::string recipient;
};

std::string queue_file(const PostfixLab& lab, const std::string& queue_id) {
    auto done = run_process({"postcat", "-c", lab.value("CONFIG_DIRECTORY"), "-hbq", queue_id},
                            std::chrono::seconds(10));
    return done ? done->out : done.error().message();
}

class SealedDraft : public WithMailHost<SealedDraft> {
  public:
    static std::unique_ptr<MailHost> make_host() {
        HostOptions options;
        options.window = std::chrono::minutes(10);
        return std::make_unique<MailHost>(kTwoAgents, options);
    }

  protected:
    /// Submits a draft for one agent and takes it out of the queue, where it waits.
    static Sealed take(const std::string& draft, const std::string& agent) {
        EXPECT_EQ(host().submit({draft, "team"}, {agent + "@team.example.test"}).end.code, 250);
        EXPECT_TRUE(host().becomes(draft, "parked")) << host().logs();
        const auto queue_id = host().records(draft).at(0).queue_id;
        std::istringstream queue(host().postfix().queue());
        for (std::string line; std::getline(queue, line);) {
            const auto entry = nlohmann::json::parse(line);
            if (entry.at("queue_id") != queue_id) continue;
            return {queue_file(host().postfix(), queue_id),
                    entry.at("recipients").at(0).at("address")};
        }
        throw std::runtime_error("not in the queue: " + queue_id);
    }

    /// What OUT says to it.
    static SmtpReply present(const Sealed& sealed) {
        return SmtpClient(host().postfix().out_port())
            .send("platform@platform.example.test", {sealed.recipient}, sealed.text)
            .end;
    }

    static void expect_refusal(const Sealed& sealed, const std::string& words) {
        const auto reply = present(sealed);
        EXPECT_EQ(reply.code, 550);
        EXPECT_NE(reply.text.find(words), std::string::npos) << reply.text << "\n" << sealed.text;
    }
};

std::string with(const std::string& text, const char* pattern, const char* replacement) {
    auto changed = std::regex_replace(text, std::regex(pattern), replacement);
    EXPECT_NE(changed, text) << pattern;
    return changed;
}

TEST_F(SealedDraft, IsKnownAgainAsItIs) {
    // Its window runs: the answer that parks it, and no refusal.
    const auto reply = present(take("genuine", "ann"));
    EXPECT_EQ(reply.code, 451);
    EXPECT_NE(reply.text.find("parked until"), std::string::npos) << reply.text;
}

TEST_F(SealedDraft, IsRefusedWithoutItsSeal) {
    auto sealed = take("unsealed", "ann");
    sealed.text = with(sealed.text, "Postern-Seal: [^\n]*\n(?:[ \t][^\n]*\n)*", "");
    expect_refusal(sealed, "it has no seal");
}

TEST_F(SealedDraft, IsRefusedWithAnotherSeal) {
    auto sealed = take("forged", "ann");
    sealed.text = with(sealed.text, "m=[a-z2-7]{32}", "m=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
    expect_refusal(sealed, "it was not made for this draft");
}

TEST_F(SealedDraft, IsRefusedAsAnotherDraft) {
    const auto sealed = take("replayed", "ann");
    for (const auto& [pattern, replacement] :
         {std::pair{"Postern-Draft-Id: replayed", "Postern-Draft-Id: another"},
          std::pair{"Postern-Chat: chat-1", "Postern-Chat: chat-2"},
          std::pair{"Postern-Kind: offline-message", "Postern-Kind: missed-chat"},
          std::pair{"Postern-Occurred: 20..", "Postern-Occurred: 1999"},
          std::pair{"t=[0-9]*", "t=1"}}) {
        expect_refusal({with(sealed.text, pattern, replacement), sealed.recipient},
                       "it was not made for this draft");
    }
}

TEST_F(SealedDraft, IsSetAsideOnceWhenItSaysSomethingElse) {
    const auto sealed = take("reworded", "ann");
    const Sealed reworded{with(sealed.text, "\n\n", "\n\nSomething else\n"), sealed.recipient};
    const auto held = present(reworded);
    EXPECT_EQ(held.code, 250) << "on hold, for somebody to look at: " << held.text;
    EXPECT_TRUE(host().becomes("reworded", "set-aside")) << host().logs();
    const std::string elsewhere =
        "Received: by lab.example.test (Postfix) id 4jc7mw1t9Wz1c01S; Mon\n";
    expect_refusal({elsewhere + reworded.text, sealed.recipient}, "it was changed since");
    // The genuine one is not harmed.
    EXPECT_EQ(present(sealed).code, 451);
    EXPECT_TRUE(host().arrived("reworded").empty());
}

TEST_F(SealedDraft, IsRefusedForAnAgentItWasNotAcceptedFor) {
    const auto for_ann = take("for-ann", "ann");
    const auto for_bob = take("for-bob", "bob");
    const auto renamed = with(for_ann.recipient, "^ann", "bob");
    for (const auto& recipient :
         {renamed, for_bob.recipient, std::string("ann@drafts.example.test"),
          std::string("ann@team.example.test")}) {
        expect_refusal({for_ann.text, recipient}, "no recipient this draft was accepted for");
    }
}

TEST_F(SealedDraft, IsRefusedWhenItWasNeverSubmitted) {
    expect_refusal({DraftText{"never", "team"}.text(), everybody("team")}, "it has no seal");
}

}  // namespace
}  // namespace postern::testing
