// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "postern/base/clock.hpp"

#include "fixture.hpp"

namespace postern {

namespace {

using nlohmann::json;

class SuppressionsCommand : public OperatorCommand {
  protected:
    SuppressionsCommand() { record({sent(notification_for("anna"), "anna@firm.example")}); }

    void add(const Words& subjects) const {
        Words words{"suppressions", "add", "--reason", "asked by phone"};
        words.insert(words.end(), subjects.begin(), subjects.end());
        const auto result = postern(words);
        ASSERT_EQ(result.exit_status, 0) << result.err;
    }

    [[nodiscard]] Words listed(Words filter = {}) const {
        filter.insert(filter.begin(), {"suppressions", "list"});
        Words subjects;
        for (const auto& each : json_of(filter)) subjects.push_back(each["subject"]);
        std::sort(subjects.begin(), subjects.end());
        return subjects;
    }
};

TEST_F(SuppressionsCommand, AddsSeveralAndKeepsWhoAndWhy) {
    add({"ben@firm.example", "Anna/Missed-Chat"});
    EXPECT_EQ(listed(), (Words{"anna/missed-chat", "ben@firm.example"}));
    const auto shown = json_of({"suppressions", "show", "ben@firm.example"});
    EXPECT_EQ(shown["suppression"]["cause"], "operator");
    EXPECT_EQ(shown["changes"][0]["what"], "added");
    EXPECT_EQ(shown["changes"][0]["why"], "asked by phone");
    EXPECT_NE(shown["changes"][0]["author"], "");
}

TEST_F(SuppressionsCommand, LeavesPruningToPosternd) {
    using std::chrono::days;
    auto old = sent(notification_for("ben"), "ben@firm.example");
    old.draft = "<d0@chat.example>";
    old.accepted -= days{1000};
    old.decided = old.accepted;
    ASSERT_TRUE(open_state({{"sqlite:" + path("state.db"), 1}, days{2000}}).value()->accept({old}));
    add({"a@firm.example"});
    EXPECT_EQ(json_of({"notifications", "--agent", "ben"}).size(), 1U);
}

TEST_F(SuppressionsCommand, TakesSubjectsFromAFileAllOrNone) {
    const auto good = postern_reading("# from the helpdesk\na@firm.example\n\n  b@firm.example\r\n",
                                      {"suppressions", "add", "--file", "-"});
    EXPECT_EQ(good.exit_status, 0) << good.err;
    EXPECT_EQ(listed(), (Words{"a@firm.example", "b@firm.example"}));
    const auto bad =
        postern_reading("c@firm.example\nnobody at firm\n", {"suppressions", "add", "--file", "-"});
    EXPECT_EQ(bad.exit_status, 2);
    EXPECT_TRUE(contains(bad.err, "standard input:2: ")) << bad.err;
    EXPECT_EQ(listed().size(), 2U);
}

TEST_F(SuppressionsCommand, RemovesWhatAFilterFindsAndTellsFirst) {
    add({"a@firm.example", "b@firm.example", "c@other.example", "anna/missed-chat"});
    const auto told = postern({"suppressions", "remove", "--domain", "Firm.example", "--dry-run"});
    EXPECT_EQ(told.out, "a@firm.example\nb@firm.example\n") << told.err;
    EXPECT_EQ(listed().size(), 4U);
    const auto lifted = json_of({"suppressions", "remove", "--domain", "firm.example"});
    EXPECT_EQ(lifted["changed"], 2);
    EXPECT_EQ(listed(), (Words{"anna/missed-chat", "c@other.example"}));
    EXPECT_EQ(postern({"suppressions", "remove", "--agent", "anna"}).exit_status, 0);
    EXPECT_EQ(listed(), (Words{"c@other.example"}));
    EXPECT_EQ(json_of({"suppressions", "remove", "c@other.example"})["changed"], 1);
    EXPECT_EQ(postern({"suppressions", "remove", "c@other.example"}).exit_status, 1);
}

TEST_F(SuppressionsCommand, NeverLiftsEverythingForWantOfWords) {
    add({"a@firm.example"});
    const auto result = postern({"suppressions", "remove"});
    EXPECT_EQ(result.exit_status, 2);
    EXPECT_TRUE(contains(result.err, "SUBJECT is missing")) << result.err;
    EXPECT_EQ(listed().size(), 1U);
}

TEST_F(SuppressionsCommand, ImportsWhatItExported) {
    const auto now = SystemClock().now();
    const json full{{"subject", "full@firm.example"},
                    {"cause", "mailbox-full"},
                    {"evidence", "552 5.2.2 Full"},
                    {"author", "bounce"},
                    {"notification", "n1"},
                    {"since", format_time(now - std::chrono::hours{30})},
                    {"last", format_time(now - std::chrono::hours{8})},
                    {"until", format_time(now - std::chrono::hours{2})},
                    {"step", 2},
                    {"probe", "n2"},
                    {"probed", format_time(now - std::chrono::hours{1})}};
    const auto first =
        postern_reading(full.dump() + "\nplain@firm.example\n", {"suppressions", "import", "-"});
    ASSERT_EQ(first.exit_status, 0) << first.err;
    const auto exported = postern({"suppressions", "export", "--cause", "mailbox-full"});
    ASSERT_EQ(exported.exit_status, 0) << exported.err;
    auto there = json::parse(exported.out);
    EXPECT_EQ(there["rule"], "D1");
    there.erase("rule");
    EXPECT_EQ(there, full);

    EXPECT_EQ(postern({"suppressions", "remove", "full@firm.example"}).exit_status, 0);
    EXPECT_EQ(postern_reading(exported.out, {"suppressions", "import", "-"}).exit_status, 0);
    EXPECT_EQ(postern({"suppressions", "export", "--cause", "mailbox-full"}).out, exported.out);
}

TEST_F(SuppressionsCommand, LeavesWhatIsHeldUnlessItIsToReplaceIt) {
    add({"a@firm.example"});
    const auto cause = [&] {
        return json_of({"suppressions", "show", "a@firm.example"})["suppression"]["cause"];
    };
    const std::string line = R"({"subject":"a@firm.example","cause":"user-unknown"})";
    EXPECT_EQ(postern_reading(line, {"suppressions", "import", "-"}).exit_status, 1);
    EXPECT_EQ(cause(), "operator");
    EXPECT_EQ(postern_reading(line, {"suppressions", "import", "-", "--replace"}).exit_status, 0);
    EXPECT_EQ(cause(), "user-unknown");
}

TEST_F(SuppressionsCommand, RefusesAnImportByLineAndMember) {
    const std::vector<std::pair<std::string, std::string>> faults{
        {R"({"subject":"a@firm.example","cause":"mailbox-ful"})",
         "standard input:2: cause: unknown cause 'mailbox-ful'; did you mean 'mailbox-full'?"},
        {R"({"subject":"a@firm.example","sinse":"x"})", "unknown member 'sinse'"},
        {R"({"subject":"a@firm.example","since":"yesterday"})", "since: is to be a point in time"},
        {R"({"subject":7})", "subject: is to be a text"},
        {R"({"cause":"complaint"})", "subject: "},
        {R"({"subject":"anna/missed-chat","cause":"user-unknown"})", "said of addresses"},
        {"{", "neither a JSON object nor an address"},
        {"nobody", "neither a JSON object nor an address"},
    };
    for (const auto& [line, said] : faults) {
        const auto result =
            postern_reading("ok@firm.example\n" + line + "\n", {"suppressions", "import", "-"});
        EXPECT_EQ(result.exit_status, 1) << line;
        EXPECT_TRUE(contains(result.err, said)) << result.err;
        EXPECT_TRUE(contains(result.err, "standard input:2: ")) << result.err;
    }
    EXPECT_TRUE(listed().empty());
}

TEST_F(SuppressionsCommand, FiltersByCauseAgentAndTime) {
    add({"a@firm.example", "anna/missed-chat"});
    EXPECT_EQ(listed({"--cause", "operator"}).size(), 2U);
    EXPECT_EQ(listed({"--cause", "mailbox-full"}).size(), 0U);
    EXPECT_EQ(listed({"--agent", "anna"}), Words{"anna/missed-chat"});
    EXPECT_EQ(listed({"--until", "1h"}).size(), 0U);
    EXPECT_EQ(listed({"--since", "1h"}).size(), 2U);
    const auto result = postern({"suppressions", "list", "--cause", "mailbox-ful"});
    EXPECT_EQ(result.exit_status, 2);
    EXPECT_TRUE(contains(result.err, "did you mean 'mailbox-full'?")) << result.err;
}

TEST_F(SuppressionsCommand, ListsWhoseReportsWereNotBelieved) {
    EXPECT_EQ(json_of({"suppressions", "disbelieved"}), json::array());
    disbelieve("other@firm.example", Disbelief::foreign);
    const auto listed = json_of({"suppressions", "disbelieved"});
    ASSERT_EQ(listed.size(), 1U);
    EXPECT_EQ(listed[0]["victim"], "other@firm.example");
    EXPECT_EQ(listed[0]["why"], "foreign");
    EXPECT_EQ(listed[0]["count"], 1);
}

TEST_F(SuppressionsCommand, HoldAMailboxUnderAnySpelling) {
    const auto added = postern({"suppressions", "add", "Anna.Smith+x@GoogleMail.com"});
    ASSERT_EQ(added.exit_status, 0) << added.err;
    EXPECT_TRUE(contains(added.err, "is the mailbox annasmith@gmail.com")) << added.err;
    EXPECT_EQ(listed(), (Words{"annasmith@gmail.com"}));
    const auto shown = json_of({"suppressions", "show", "annas.mith@gmail.com"});
    EXPECT_EQ(shown["suppression"]["subject"], "annasmith@gmail.com");
    EXPECT_EQ(shown["changes"].size(), 1U);
    EXPECT_EQ(json_of({"suppressions", "remove", "a.n.n.a.smith@gmail.com"})["changed"], 1);
    EXPECT_TRUE(listed().empty());
}

TEST_F(SuppressionsCommand, FindWhatABounceHeldUnderAnySpelling) {
    auto n = sent(notification_for("ben"), "Ben.B@gmail.com");
    n.draft = "<d2@chat.example>";
    record({n});
    bounce(n, BounceClass::user_unknown, "550 5.1.1 No such user");
    EXPECT_EQ(listed(), (Words{"Ben.B@gmail.com"}));
    EXPECT_EQ(json_of({"suppressions", "show", "benb@gmail.com"})["suppressions"].size(), 1U);
    EXPECT_EQ(postern({"suppressions", "remove", "--dry-run", "benb@gmail.com"}).out,
              "Ben.B@gmail.com\n");
    EXPECT_EQ(json_of({"suppressions", "remove", "benb@gmail.com"})["changed"], 1);
}

TEST_F(SuppressionsCommand, NameTheCausesThatThereAre) {
    const auto result = postern({"suppressions", "list", "--cause", "full"});
    EXPECT_EQ(result.exit_status, 2);
    EXPECT_TRUE(contains(result.err, "'full' is none of mailbox-full, user-unknown, "))
        << result.err;
}

}  // namespace

}  // namespace postern
