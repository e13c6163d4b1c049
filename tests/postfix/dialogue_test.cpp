// SPDX-License-Identifier: Apache-2.0
//
// What a client may say on DRAFT, and what comes of it: no second message behind a lone LF, no
// SMTPUTF8 that no address needs, no STARTTLS with a certificate that nobody trusts; and mail to
// the people behind the bounce domain.
#include <array>
#include <memory>

#include <gtest/gtest.h>

#include "mail_text.hpp"
#include "one_draft.hpp"
#include "with_mail_host.hpp"

namespace postern::testing {
namespace {

using Lines = std::vector<std::string>;

class Dialogue : public WithMailHost<Dialogue> {
  public:
    /// The site itself allows what is not to be.
    static std::unique_ptr<MailHost> make_host() {
        auto options =
            site_with({"smtpd_forbid_bare_newline=no", "smtputf8_enable=yes",
                       "smtputf8_autodetect_classes=all", "smtpd_tls_security_level=may"});
        options.window = Duration{0};
        return std::make_unique<MailHost>(kSiteDirectory, options);
    }

  protected:
    static SmtpClient client() { return SmtpClient(host().postfix().draft_port()); }

    static std::string plain(const std::string& subject) {
        return "From: someone@platform.example.test\nSubject: " + subject + "\n\nHello\n";
    }

    /// Everybody whom anything was sent to, once this mail is there.
    static Lines recipients_after(const std::string& sentinel) {
        auto last = client();
        EXPECT_EQ(
            last.send("s@platform.example.test", {"last@elsewhere.example.test"}, plain(sentinel))
                .end.code,
            250);
        EXPECT_EQ(host().delivered(sentinel, 1).size(), 1U) << host().logs();
        Lines all;
        for (const auto& message : host().postfix().sink_messages())
            all.insert(all.end(), message.recipients.begin(), message.recipients.end());
        return all;
    }
};

class Smuggling : public Dialogue, public ::testing::WithParamInterface<const char*> {};

TEST_P(Smuggling, BringsNoSecondMessage) {
    const std::string name = ::testing::UnitTest::GetInstance()->current_test_info()->name();
    auto smuggler = client();
    ASSERT_EQ(smuggler.command("MAIL FROM:<s@platform.example.test>").code, 250);
    ASSERT_EQ(smuggler.command("RCPT TO:<first@elsewhere.example.test>").code, 250);
    ASSERT_EQ(smuggler.command("DATA").code, 354);
    const auto answer = smuggler.command(
        "From: s@platform.example.test\r\nSubject: outer\r\n\r\nHello" + std::string(GetParam()) +
        "MAIL FROM:<boss@bank.example.test>\r\nRCPT TO:<stranger@elsewhere.example.test>\r\n"
        "DATA\r\nSubject: smuggled\r\n\r\nHello\r\n.");
    EXPECT_GE(answer.code, 250) << answer.text;
    for (const auto& recipient : recipients_after("after-" + name.substr(name.find('/') + 1)))
        EXPECT_NE(recipient, "stranger@elsewhere.example.test") << host().logs();
}

std::string name_of_sequence(const ::testing::TestParamInfo<const char*>& test) {
    constexpr std::array kNames{"LfDotLf", "LfDotCrlf", "CrlfDotLf"};
    return kNames.at(test.index);
}

INSTANTIATE_TEST_SUITE_P(By, Smuggling, ::testing::Values("\n.\n", "\n.\r\n", "\r\n.\n"),
                         name_of_sequence);

TEST_F(Dialogue, OffersNeitherSmtputf8NorDsnNorStarttls) {
    const auto offer = client().command("EHLO client.example.test");
    for (const auto* keyword : {"SMTPUTF8", "DSN", "STARTTLS"})
        EXPECT_EQ(offer.text.find(keyword), std::string::npos) << offer.text;
    EXPECT_NE(offer.text.find("8BITMIME"), std::string::npos) << offer.text;
}

TEST_F(Dialogue, RefusesAClientThatDeclaresSmtputf8AllTheSame) {
    const auto mail = client().command("MAIL FROM:<platform@platform.example.test> SMTPUTF8");
    EXPECT_EQ(mail.code, 555) << mail.text;
}

TEST_F(Dialogue, ARawUtf8FieldLeavesWithoutSmtputf8) {
    DraftText draft{"raw-field", "team"};
    draft.fields =
        "X-Raw: Gr\xC3\xBC\xC3\x9F"
        "e\n";
    ASSERT_EQ(host().submit(draft).end.code, 250);
    const auto messages = host().delivered("raw-field", 2);
    ASSERT_EQ(messages.size(), 2U) << host().logs();
    for (const auto& message : messages)
        EXPECT_EQ(message.mail_parameters.find("SMTPUTF8"), std::string::npos)
            << message.mail_parameters;
}

TEST_F(Dialogue, PostmasterOfTheBounceDomainIsTheSitesOwn) {
    auto writer = client();
    const auto sent = writer.send("someone@platform.example.test",
                                  {"postmaster@bounces.example.test"}, plain("to-postmaster"));
    ASSERT_EQ(sent.end.code, 250) << sent.end.text;
    EXPECT_EQ(host().delivered_to("to-postmaster", 1), Lines{"postmaster@lab.example.test"})
        << host().logs();
}

}  // namespace
}  // namespace postern::testing
