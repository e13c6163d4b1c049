// SPDX-License-Identifier: Apache-2.0
//
// What is refused, and in which words: a submitter reads them in its own log and has to know what
// to change (docs/draft.md, "Replies").
#include <memory>

#include <gtest/gtest.h>

#include "mail_host.hpp"
#include "with_mail_host.hpp"

namespace postern::testing {
namespace {

constexpr auto kDirectory = R"(
accounts:
  - id: team
    plan: pro
    notifications: { offline-message: true }
    groups: [ { id: sales } ]
    agents: [ { id: ann, address: ann@team.example.test } ]
  - id: crowd
    plan: standard
    notifications: { offline-message: true }
    agents:
      - { id: col, address: col@crowd.example.test }
      - { id: dan, address: dan@crowd.example.test }
  - id: other
    plan: standard
    notifications: { offline-message: true }
    agents: [ { id: bob, address: bob@other.example.test } ]
    chats: [ { id: others-chat } ]
)";

class Refusal : public WithMailHost<Refusal> {
  public:
    static std::unique_ptr<MailHost> make_host() {
        HostOptions options;
        options.sections["drafts"] =
            "{ domain: drafts.example.test, networks: [127.0.0.1], size-limit: 10KiB, "
            "recipient-limit: 1 }";
        return std::make_unique<MailHost>(kDirectory, options);
    }

  protected:
    static SmtpTransaction send(const std::string& text,
                                const std::vector<std::string>& recipients) {
        return SmtpClient(host().postfix().draft_port())
            .send("platform@platform.example.test", recipients, text);
    }

    static void expect_refusal(const std::string& text, const std::string& recipient, int code,
                               const std::string& words) {
        const auto sent = send(text, {recipient});
        EXPECT_EQ(sent.end.code, code);
        EXPECT_NE(sent.end.text.find(words), std::string::npos) << sent.end.text;
    }
};

/// A sound draft with one line of it put in another way; an empty one is taken away.
struct Fault {
    const char* line;
    const char* instead;
    const char* reply;
};

// clang-format off
const std::vector<Fault> kFaults{
    {"Postern-Kind: offline-message\n", "",                                   "5.6.0 Postern-Kind: is missing"},
    {"Postern-Kind: offline-message\n", "Postern-Kind: offline-mesage\n",     "5.6.0 Postern-Kind: 'offline-mesage' is unknown; it is offline-message or missed-chat"},
    {"Postern-Account: team\n",         "",                                   "5.6.0 Postern-Account: is missing"},
    {"Postern-Account: team\n",         "Postern-Account: te am\n",           "5.6.0 Postern-Account: 'te am' is no identifier"},
    {"Postern-Account: team\n",         "Postern-Account: other\n",           "5.6.0 Postern-Account: names 'other' while the recipient names 'team'"},
    {"Postern-Account: team\n",         "Postern-Account: nobody\n",          "5.6.0 Postern-Account: 'nobody' is not in the directory"},
    {"Postern-Chat: chat-1\n",          "Postern-Chat:\n",                    "5.6.0 Postern-Chat: is empty"},
    {"Postern-Chat: chat-1\n",          "Postern-Chat: a\nPostern-Chat: b\n", "5.6.0 Postern-Chat: stands 2 times; once is right"},
    {"Postern-Chat: chat-1\n",          "Postern-Chat: others-chat\n",        "5.6.0 Postern-Chat: 'others-chat' belongs to another account than 'team'"},
    {"Postern-Chat: chat-1\n",          "Postern-Chat: a\nPostern-Chatt: b\n", "5.6.0 Postern-Chatt: is not a field of a draft; did you mean Postern-Chat?"},
    {"\n\n",                            "\nPostern-Group: support\n\n",       "5.6.0 Postern-Group: 'support' is no group of account 'team'"},
    {"\n\n",                            "\nPostern-Seal: v=1; t=1; q=A; m=B\n\n", "5.6.0 Postern-Seal: is postern's own; drafts are submitted without it"},
    {"\n\n",                            "\nPostern-Occurred: yesterday\n\n",  "5.6.0 Postern-Occurred: 'yesterday' is not a time"},
    {"\n\n",                            "\nPostern-Occurred: 2999-01-01T00:00:00Z\n\n", "lies in the future"},
    {"From: \"Chat\" <chat@platform.example.test>\n", "From: \"A name alone\" <>\n", "5.6.0 From: "},
    {"Subject: faulty\n",               "Subject: a\nSubject: b\n",           "5.6.0 Subject: the field is there more than once"},
    {"\n\n", "\nMIME-Version: 1.0\nContent-Type: multipart/mixed\n\n",        "5.6.0 Content-Type: multipart without a boundary"},
};
// clang-format on

TEST_F(Refusal, OfAFaultyDraftNamesTheFieldAndWhatIsWrongWithIt) {
    for (const auto& fault : kFaults) {
        auto text = DraftText{"faulty", "team"}.text();
        const std::string line = fault.line;
        const auto at = text.find(line);
        ASSERT_NE(at, std::string::npos) << line;
        text.replace(at, line.size(), fault.instead);
        SCOPED_TRACE(fault.instead);
        expect_refusal(text, everybody("team"), 550, fault.reply);
    }
    EXPECT_TRUE(host().records("faulty").empty());
    EXPECT_TRUE(host().postfix().queue().empty());
}

TEST_F(Refusal, OfADraftThatIsTooLargeOrForTooMany) {
    DraftText draft{"large", "team"};
    for (int line = 0; line < 300; ++line) draft.body += "A line of the visitor's long story.\n";
    expect_refusal(draft.text(), everybody("team"), 552, "larger than drafts.size-limit");

    expect_refusal(DraftText{"many", "crowd"}.text(), everybody("crowd"), 550,
                   "drafts.recipient-limit is 1");
}

TEST_F(Refusal, OfRecipientsWhoAreNobody) {
    const auto account = send(DraftText{"nobody", "team"}.text(), {everybody("unknown")});
    EXPECT_EQ(account.recipients.at(0).code, 550);
    EXPECT_NE(account.recipients.at(0).text.find("'unknown' is no account"), std::string::npos)
        << account.recipients.at(0).text;
    expect_refusal(DraftText{"nobody", "team"}.text(), "bob@other.example.test", 550,
                   "<bob@other.example.test> is no agent of account 'team'");
}

TEST_F(Refusal, OfADraftWithoutFieldsAtAll) {
    expect_refusal("From: <a@platform.example.test>\nMessage-ID: <bare@platform.example.test>\n\n",
                   everybody("team"), 550, "Postern-Kind: is missing");
}

TEST_F(Refusal, OfALineThatCannotBeShortened) {
    DraftText draft{"signed", "team"};
    draft.fields =
        "MIME-Version: 1.0\n"
        "Content-Type: multipart/signed; boundary=b; micalg=sha-256;\n"
        " protocol=\"application/pgp-signature\"\n";
    draft.body = "--b\n\n" + std::string(2000, 'x') +
                 "\n--b\nContent-Type: application/pgp-signature\n\nsignature\n--b--\n";
    expect_refusal(draft.text(), everybody("team"), 550, "Content-Type: ");
}

}  // namespace
}  // namespace postern::testing
