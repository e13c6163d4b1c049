// SPDX-License-Identifier: Apache-2.0
//
// opendkim signs what postern has made of a draft, and the signature is good for what arrives. The
// verifier is opendkim too, told the public key from a file instead of DNS; that it knows a broken
// signature when it sees one is tested with it.
#include <algorithm>
#include <memory>
#include <sstream>
#include <vector>

#include <gtest/gtest.h>

#include "postern/base/process.hpp"
#include "postern/base/text.hpp"

#include "mail_host.hpp"
#include "mail_text.hpp"
#include "with_mail_host.hpp"

namespace postern::testing {
namespace {

constexpr auto kDirectory = R"(
accounts:
  - id: team
    plan: standard
    notifications: { offline-message: true }
    agents: [ { id: ann, name: Änn, address: ann@team.example.test } ]
)";

class Signature : public WithMailHost<Signature> {
  public:
    static std::unique_ptr<MailHost> make_host() {
        HostOptions options;
        options.lab.sign = {kSenderDomain};
        options.sections["unsubscribe"] = R"({ url: "https://chat.example.test/u?t={token}" })";
        options.sections["stream"] = "{ feedback-id: chatsender, list-id: lists.example.test }";
        return std::make_unique<MailHost>(kDirectory, options);
    }

  protected:
    static std::string leave(const DraftText& draft) {
        EXPECT_EQ(host().submit(draft).end.code, 250);
        const auto messages = host().delivered(draft.id, 1);
        EXPECT_EQ(messages.size(), 1U) << host().logs();
        return messages.empty() ? "" : messages.front().text;
    }

    /// What the verifier says of it: "… verification (s=…) succeeded".
    static std::string verify(const std::string& message) {
        const auto record = host().postfix().dkim_record(kSenderDomain);
        const auto records = verifiers_files.write(
            "dns", std::string("lab._domainkey.") + kSenderDomain + " " + record + "\n");
        const auto settings = verifiers_files.write(
            "opendkim.conf", "Mode v\nTestDNSData file:" + records.string() + "\n");
        const auto done = run_process(
            {"opendkim", "-x", settings, "-t", verifiers_files.write("message", message)},
            std::chrono::seconds(30));
        return done ? done->out + done->err : done.error().message();
    }

    static bool is_good(const std::string& message) {
        const auto words = verify(message);
        const bool good =
            words.find("d=mail.example.test, 2048-bit key) succeeded") != std::string::npos;
        const bool bad = words.find("failed: ") != std::string::npos;
        EXPECT_NE(good, bad) << words;
        return good;
    }

  private:
    static inline TemporaryDirectory verifiers_files;
};

TEST_F(Signature, OfTheSenderDomainIsGoodForWhatArrives) {
    const auto message = leave({"signed", "team"});
    const auto signature = MailText(message).field("DKIM-Signature");
    EXPECT_NE(signature.find("d=mail.example.test"), std::string::npos) << signature;
    EXPECT_TRUE(is_good(message));
}

/// The names in h=, in lower case.
std::vector<std::string> signed_fields(const std::string& message) {
    auto list = MailText(message).field("DKIM-Signature");
    std::erase_if(list, [](char c) { return c == ' ' || c == '\t'; });
    list = list.substr(list.find(";h=") + 3);
    std::istringstream in(lower(list.substr(0, list.find(';'))));
    std::vector<std::string> names;
    for (std::string name; std::getline(in, name, ':');) names.push_back(name);
    return names;
}

TEST_F(Signature, CoversEveryFieldThatPosternWrites) {
    const auto message = leave({"covered", "team"});
    const auto names = signed_fields(message);
    for (const auto* name : {"From", "To", "Reply-To", "Subject", "Date", "Message-ID",
                             "In-Reply-To", "References", "Auto-Submitted", "List-Unsubscribe",
                             "List-Unsubscribe-Post", "List-Id", "Feedback-ID"}) {
        EXPECT_EQ(MailText(message).all(name).size(), 1U) << name;
        EXPECT_NE(std::find(names.begin(), names.end(), lower(name)), names.end())
            << name << " is not in h= of\n"
            << message;
    }
}

TEST_F(Signature, IsBadWhereASecondWayOutWasAdded) {
    const auto message = leave({"added", "team"});
    for (const auto* field : {"From: Other <other@mail.example.test>", "Subject: Other",
                              "List-Unsubscribe: <https://other.example.test/>",
                              "List-Unsubscribe-Post: List-Unsubscribe=One-Click"}) {
        EXPECT_FALSE(is_good(field + ("\n" + message))) << field;
    }
    EXPECT_TRUE(is_good("List-Id: <staff.firm.example.test>\n" + message));
}

TEST_F(Signature, IsGoodForABodyThatHadToBeEncodedAgain) {
    DraftText draft{"signed-long", "team"};
    draft.fields = "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n";
    draft.body = std::string(3000, 'z') + " ä\n";
    EXPECT_TRUE(is_good(leave(draft)));
}

TEST_F(Signature, IsBadWhenAByteOfItWasChanged) {
    auto message = leave({"changed", "team"});
    const auto body = message.find("A visitor wrote");
    ASSERT_NE(body, std::string::npos);
    message[body] = 'B';
    EXPECT_FALSE(is_good(message));
    message[body] = 'A';
    EXPECT_TRUE(is_good(message));
    const auto subject = message.find("Subject: changed");
    message[subject + 9] = 'C';
    EXPECT_FALSE(is_good(message));
}

}  // namespace
}  // namespace postern::testing
