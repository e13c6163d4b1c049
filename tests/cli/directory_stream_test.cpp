// SPDX-License-Identifier: Apache-2.0
//
// postern directory apply as a platform feeds it: acknowledgements, locks, what goes beside it.
#include <sstream>

#include "postern/base/file.hpp"
#include "postern/store/editor.hpp"

#include "child_process.hpp"
#include "event_lines.hpp"
#include "fixture.hpp"
#include "wait.hpp"

namespace postern {

namespace {

const std::string kShop =
    "accounts: [{id: shop, plan: pro, agents: [{id: anna, address: anna@firm.example}]}]";

class EventStream : public OperatorCommand {
  protected:
    void SetUp() override { import(kShop); }

    /// Runs it while somebody else holds the directory's lock.
    void while_locked(const std::function<void()>& act) const {
        const auto editor = open_directory_editor({"sqlite:" + path("directory.db")}).value();
        const DirectoryChange holding = [&](DirectoryEvents&) {
            act();
            return Result<void>{};
        };
        ASSERT_TRUE(editor->tell({&holding, 1}));
    }
};

TEST_F(EventStream, AnswersEachLineOnceItIsOnRecord) {
    const auto result = postern_reading(
        "# those of the night\n"
        "presence anna web online\n"
        "\n"
        "presence anna web onlin\n"
        "agent-active carl on\n"
        "chat-left c1\n",
        {"directory", "apply", "--acknowledge"});
    EXPECT_EQ(result.exit_status, 1);
    EXPECT_EQ(result.out,
              "2 taken\n"
              "4 refused online|offline: 'onlin' is none of online, offline; did you mean "
              "'online'?\n"
              "5 refused the directory has no agent 'carl'\n"
              "6 taken\n"
              "2 applied, 2 at fault\n");
}

TEST_F(EventStream, AnswersInJsonALine) {
    const auto result = postern_reading("presence anna web online\nno-such x\n",
                                        {"directory", "apply", "--acknowledge", "--json"});
    std::istringstream lines(result.out);
    std::vector<nlohmann::json> all;
    for (std::string line; std::getline(lines, line);) all.push_back(nlohmann::json::parse(line));
    ASSERT_EQ(all.size(), 3U) << result.out;
    EXPECT_EQ(all[0], (nlohmann::json{{"line", 1}, {"outcome", "taken"}}));
    EXPECT_EQ(all[1]["outcome"], "refused");
    EXPECT_EQ(all[1]["why"], "unknown event 'no-such'");
    EXPECT_EQ(all[2]["applied"], 1);
}

TEST_F(EventStream, TakesTheRemovalOfWhatIsGoneAlready) {
    const auto result = postern_reading("agent-remove anna\nagent-remove anna\n",
                                        {"directory", "apply", "--acknowledge"});
    EXPECT_EQ(result.out, "1 taken\n2 taken\n2 applied, 0 at fault\n");
    EXPECT_EQ(postern({"directory", "agent-remove", "anna"}).exit_status, 1);
}

TEST_F(EventStream, TakesNoLineThatMayHaveBeenCut) {
    const auto result = postern_reading("presence anna web online\naccount-remove shop",
                                        {"directory", "apply", "--acknowledge"});
    EXPECT_TRUE(contains(result.out, "1 taken\n2 refused its line break is missing"));
    EXPECT_EQ(result.exit_status, 1);
}

TEST_F(EventStream, SaysWhereItsInputCannotBeRead) {
    const auto result = run_process({"/bin/sh", "-c", R"(exec "$0" -c "$1" directory apply < /)",
                                     POSTERN_BINARY, configuration_},
                                    std::chrono::seconds{60});
    ASSERT_TRUE(result) << result.error().message();
    EXPECT_EQ(result->exit_status, 1);
    EXPECT_TRUE(contains(result->err, "standard input: what follows could not be read"));
}

TEST_F(EventStream, WaitsForALock) {
    const auto events =
        folder_.write("events", "presence anna web online\nnonsense\npresence anna phone online\n");
    std::unique_ptr<testing::ChildProcess> feeder;
    while_locked([&] {
        feeder = std::make_unique<testing::ChildProcess>(
            Words{"/bin/sh", "-c",
                  R"(exec "$0" -c "$1" directory apply --acknowledge < "$2" > "$3")",
                  POSTERN_BINARY, configuration_, events.string(), path("answers")},
            path("log"));
        EXPECT_TRUE(testing::wait_until([&] {
            const auto log = read_file(path("log"));
            return log && contains(*log, "waits: ");
        }));
        EXPECT_EQ(read_file(path("answers")).value(), "");
    });
    ASSERT_TRUE(testing::wait_until([&] { return feeder->has_ended(); }));
    EXPECT_EQ(read_file(path("answers")).value(),
              "1 taken\n2 refused unknown event 'nonsense'\n3 taken\n2 applied, 1 at fault\n");
}

/// However long it would wait for a lock: the helper ends what takes a minute.
TEST_F(EventStream, DoesNotWaitForAFileThatIsNoDirectory) {
    ASSERT_FALSE(folder_.write("directory.db", std::string(8'192, 'x')).empty());
    const auto result = postern_reading("presence anna web online\n", {"directory", "apply"});
    EXPECT_EQ(result.exit_status, 1);
    EXPECT_TRUE(contains(result.err, "file is not a database")) << result.err;
}

TEST_F(EventStream, SaysWhichLinesAreToBeToldAgain) {
    ProcessResult result;
    while_locked([&] {
        result = postern_reading("presence anna web online\nnonsense\n",
                                 {"directory", "apply", "--acknowledge", "--wait", "0s"});
    });
    EXPECT_EQ(result.exit_status, 75);
    EXPECT_TRUE(result.out.starts_with("1 again ")) << result.out;
    EXPECT_TRUE(contains(result.out, "\n2 refused unknown event 'nonsense'\n")) << result.out;
    EXPECT_TRUE(contains(result.out, "0 applied, 1 at fault, 1 to be told again\n"));
}

TEST_F(EventStream, OfOneEventSaysThatItIsToBeToldAgain) {
    ProcessResult result;
    while_locked([&] { result = postern({"directory", "presence", "anna", "web", "online"}); });
    EXPECT_EQ(result.exit_status, 75) << result.err;
    EXPECT_EQ(postern({"directory", "presence", "anna", "web", "online"}).exit_status, 0);
}

TEST_F(EventStream, ForgetsWhatIsOldBesideIt) {
    ASSERT_EQ(postern({"directory", "chat-new", "shop", "old", "--at", "400d"}).exit_status, 0);
    ASSERT_EQ(postern({"directory", "chat-new", "shop", "new"}).exit_status, 0);
    ASSERT_EQ(postern_reading("presence anna web online\n", {"directory", "apply"}).exit_status, 0);
    const auto chats = json_of({"directory", "export"})["accounts"][0]["chats"];
    ASSERT_EQ(chats.size(), 1U);
    EXPECT_EQ(chats[0]["id"], "new");
}

TEST_F(EventStream, PruneSaysHowMuchItRemoved) {
    ASSERT_EQ(postern({"directory", "chat-new", "shop", "old", "--at", "400d"}).exit_status, 0);
    ASSERT_EQ(
        postern({"directory", "presence", "anna", "web", "online", "--at", "15d"}).exit_status, 0);
    EXPECT_EQ(postern({"directory", "prune"}).out, "2 removed\n");
    EXPECT_EQ(json_of({"directory", "prune"})["removed"], 0);
}

std::vector<EventLine> all_lines(const std::string& text) {
    std::istringstream in(text);
    EventLines lines(in);
    std::vector<EventLine> all;
    for (auto some = lines.next(); !some.empty(); some = lines.next()) {
        all.insert(all.end(), some.begin(), some.end());
    }
    return all;
}

TEST(EventLines, AreNumberedAsTheyStand) {
    const auto all = all_lines("one\n\n  # no event\n two \r\nlast");
    ASSERT_EQ(all.size(), 3U);
    EXPECT_EQ(all[1].number, 4);
    EXPECT_EQ(all[1].text, "two");
    EXPECT_EQ(all[2].number, 5);
    EXPECT_EQ(all[2].text, "last");
}

TEST(EventLines, AreManyAndStillAll) {
    std::string text;
    for (int i = 1; i <= 5000; ++i) text += std::to_string(i) + "\n";
    const auto all = all_lines(text);
    ASSERT_EQ(all.size(), 5000U);
    for (const auto& line : all) ASSERT_EQ(std::to_string(line.number), line.text);
}

TEST(EventLines, ThatAreTooLongAreKeptApartFromTheNext) {
    const auto all = all_lines(std::string(EventLines::kLongest + 1, 'x') + "\nnext\n");
    ASSERT_EQ(all.size(), 2U);
    EXPECT_TRUE(all[0].too_long);
    EXPECT_EQ(all[0].text.size(), EventLines::kLongest);
    EXPECT_FALSE(all[1].too_long);
    EXPECT_EQ(all[1].text, "next");
}

}  // namespace

}  // namespace postern
