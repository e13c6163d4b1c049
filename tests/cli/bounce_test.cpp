// SPDX-License-Identifier: Apache-2.0
#include "fixture.hpp"

namespace postern {

namespace {

class BounceCommand : public OperatorCommand {
  protected:
    static std::string notice() {
        return "From: MAILER-DAEMON@mx.firm.example\nSubject: failure notice\n\n"
               "<anna@firm.example>:\n552 5.2.2 mailbox full\n\n<ben@firm.example>:\n"
               "550 no such user\n";
    }
};

TEST_F(BounceCommand, PrintsOneRowForEachRecipient) {
    const auto file = folder_.write("one.eml", notice());
    EXPECT_EQ(run_binary({"bounce", "--format", "tsv", file}).out,
              "one.eml\tanna@firm.example\tmailbox-full\tfailed\n"
              "one.eml\tben@firm.example\tuser-unknown\tfailed\n");
}

TEST_F(BounceCommand, ReadsStandardInput) {
    const auto json = nlohmann::json::parse(postern_reading(notice(), {"bounce", "--json"}).out);
    EXPECT_EQ(json[0]["format"], "text");
    EXPECT_EQ(json[0]["outcomes"][0]["class"], "mailbox-full");
    EXPECT_EQ(json[0]["outcomes"][0]["fault"], "recipient");
    EXPECT_EQ(json[0]["outcomes"][0]["status"], "5.2.2");
}

TEST_F(BounceCommand, HasNoRowForOrdinaryMail) {
    const auto file = folder_.write("mail.eml", "From: a@b.example\nSubject: hello\n\nhello\n");
    EXPECT_EQ(run_binary({"bounce", "--format", "tsv", file}).out, "");
    EXPECT_TRUE(contains(run_binary({"bounce", file}).out, "no bounce"));
}

TEST_F(BounceCommand, GoesOnBehindAFileThatIsNotThere) {
    const auto file = folder_.write("one.eml", notice());
    const auto result = run_binary({"bounce", "--format", "tsv", path("none.eml"), file});
    EXPECT_EQ(result.exit_status, 1);
    EXPECT_TRUE(contains(result.err, "none.eml")) << result.err;
    EXPECT_TRUE(contains(result.out, "one.eml"));
}

TEST_F(BounceCommand, TellsWhatIsWrongWithPatterns) {
    const auto file = folder_.write("p.yaml", "refusals:\n  - {name: a}\n");
    const auto result = run_binary({"bounce", "--patterns", file, folder_.write("m", notice())});
    EXPECT_EQ(result.exit_status, 1);
    EXPECT_TRUE(contains(result.err, "p.yaml:2:5")) << result.err;
}

TEST_F(BounceCommand, ListsWordsThatWereNotUnderstoodWithoutNames) {
    for (const auto* agent : {"anna", "ben"}) {
        const auto n = sent(notification_for(agent), std::string(agent) + "@firm.example");
        record({n});
        bounce(n, BounceClass::undefined,
               "550 5.9.9 <" + n.address + ">: plugh at mx.firm.example");
    }
    const auto found = json_of({"bounce", "--unknown"});
    ASSERT_EQ(found.size(), 1U) << found;
    EXPECT_EQ(found[0]["count"], 2);
    EXPECT_EQ(found[0]["words"], "550 5.9.9 <address>: plugh at <host>");
    EXPECT_EQ(postern({"bounce", "--unknown", "--format", "tsv"}).out,
              "2\t\t550 5.9.9 <address>: plugh at <host>\n");
    EXPECT_EQ(json_of({"bounce", "--unknown", "--since", "2999-01-01T00:00:00Z"}).size(), 0U);
}

TEST_F(BounceCommand, ListsWordsOfFilesThatWereNotUnderstood) {
    const auto file =
        folder_.write("one.eml",
                      "From: MAILER-DAEMON@mx.firm.example\nSubject: failure notice\n\n"
                      "<anna@firm.example>:\nplugh for anna@firm.example\n");
    const auto result = run_binary({"bounce", "--unknown", "--json", file});
    EXPECT_EQ(nlohmann::json::parse(result.out).size(), 1U) << result.out;
    EXPECT_FALSE(contains(result.out, "anna")) << result.out;
    EXPECT_EQ(run_binary({"bounce", "--since", "1d", file}).exit_status, 2);
}

}  // namespace

}  // namespace postern
