// SPDX-License-Identifier: Apache-2.0
//
// opendkim signs what postern has made of a draft, and the signature is good for what arrives. The
// verifier is opendkim too, told the public key from a file instead of DNS; that it knows a broken
// signature when it sees one is tested with it.
#include <memory>

#include <gtest/gtest.h>

#include "postern/base/file.hpp"
#include "postern/base/process.hpp"

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
        options.lab.opendkim = true;
        options.sections["unsubscribe"] = R"({ url: "https://chat.example.test/u?t={token}" })";
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
        const auto& lab = host().postfix();
        const auto key = read_file(lab.value("DKIM_TXT"));
        const auto records =
            verifiers_files.write("dns", lab.value("DKIM_SELECTOR") + "._domainkey." +
                                             lab.value("DKIM_DOMAIN") + " " + key.value());
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
