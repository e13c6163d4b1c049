// SPDX-License-Identifier: Apache-2.0
//
// Questions beside a writer: each command that changes neither database answers while somebody else
// holds the right to write both, for as long as it lasts. Who needs that right is refused at once
// here (busy-timeout 0), so that an answer is one for which nobody waited.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>

#include "command_table.hpp"
#include "database_lock.hpp"
#include "fixture.hpp"

namespace postern {

namespace {

const std::string kFirm =
    "accounts: [{id: shop, plan: pro, agents: [{id: anna, address: anna@firm.example}]}]";

/// How the commands that take no lock are called. A new command stands here or below.
const std::map<std::string, Words>& questions() {
    static const std::map<std::string, Words> kQuestions{
        {"check", {}},
        {"config", {}},
        {"rules", {}},
        {"notifications", {"--account", "shop"}},
        {"parked", {}},
        {"why", {"<d1@chat.example>", "anna"}},
        {"accounts", {}},
        {"address", {"anna@firm.example"}},
        {"bounce", {"--unknown"}},
        {"postfix plan", {}},
        {"postfix verify", {}},
        {"senders list", {}},
        {"senders history", {}},
        {"senders providers", {}},
        {"completion", {"bash"}},
        {"token", {"b+abcdefghijklmnop"}},
        {"suppressions list", {}},
        {"suppressions show", {"ben@firm.example"}},
        {"suppressions export", {}},
        {"suppressions disbelieved", {}},
        {"db status", {}},
        {"db backup", {"COPIES"}},
        {"directory export", {}},
    };
    return kQuestions;
}

/// Those that change a database, or Postfix, or the signer.
const std::vector<std::string> kChanges{
    "try",
    "postfix apply",
    "postfix undo",
    "senders suspend",
    "senders resume",
    "senders key",
    "suppressions add",
    "suppressions remove",
    "suppressions import",
    "db migrate",
    "db restore",
    "directory import",
    "directory apply",
    "directory prune",
    "directory presence",
    "directory chat-new",
    "directory chat-opened",
    "directory chat-joined",
    "directory chat-answered",
    "directory chat-left",
    "directory agent-address",
    "directory agent-active",
    "directory agent-forward",
    "directory account-forward",
    "directory account-plan",
    "directory account-switch",
    "directory account-remove",
    "directory group-remove",
    "directory agent-remove",
    "directory chat-remove",
};

class BesideAWriter : public OperatorCommand {
  protected:
    void SetUp() override {
        std::ofstream(configuration_, std::ios::app) << "database: { busy-timeout: 0s }\n";
        import(kFirm);
        const auto bounced = sent(notification_for("ben"), "ben@firm.example");
        record({notification_for("anna")});
        const auto state = this->state();
        ASSERT_TRUE(state->settle(bounced));
        bounce(bounced, BounceClass::user_unknown, "550 5.1.1 no such user");
    }

    /// The command as it is called; the folder of a copy is another each time.
    [[nodiscard]] Words called(const std::string& name, const Words& operands,
                               const std::string& time) const {
        Words words;
        const auto blank = name.find(' ');
        words.push_back(name.substr(0, blank));
        if (blank != std::string::npos) words.push_back(name.substr(blank + 1));
        for (const auto& each : operands) words.push_back(each == "COPIES" ? path(time) : each);
        if (name == "db backup") std::filesystem::create_directory(path(time));
        return words;
    }
};

TEST_F(BesideAWriter, EachQuestionIsAnsweredAsAtAnyTime) {
    std::map<std::string, ProcessResult> free;
    for (const auto& [name, operands] : questions()) {
        free.emplace(name, postern(called(name, operands, "before")));
    }
    const testing::DatabaseLock directory(path("directory.db"));
    const testing::DatabaseLock state(path("state.db"));
    for (const auto& [name, operands] : questions()) {
        const auto answer = postern(called(name, operands, "beside"));
        EXPECT_EQ(answer.exit_status, free.at(name).exit_status) << name << ": " << answer.err;
        EXPECT_EQ(answer.err, free.at(name).err) << name;
        EXPECT_EQ(answer.out.empty(), free.at(name).out.empty()) << name << ": " << answer.err;
    }
}

/// Else one that fails for a reason of its own would show nothing.
TEST_F(BesideAWriter, WhatTheDatabasesAreAskedIsKnown) {
    const testing::DatabaseLock directory(path("directory.db"));
    const testing::DatabaseLock state(path("state.db"));
    for (const auto* name :
         {"notifications", "parked", "why", "accounts", "senders list", "senders history",
          "suppressions list", "suppressions show", "suppressions export",
          "suppressions disbelieved", "db status", "db backup", "directory export"}) {
        const auto answer = postern(called(name, questions().at(name), "copies"));
        EXPECT_EQ(answer.exit_status, 0) << name << ": " << answer.err << answer.out;
    }
}

TEST_F(BesideAWriter, AChangeIsRefused) {
    const testing::DatabaseLock directory(path("directory.db"));
    const testing::DatabaseLock state(path("state.db"));
    EXPECT_EQ(postern({"directory", "agent-active", "anna", "off"}).exit_status, 75);
    EXPECT_EQ(postern({"suppressions", "add", "x@firm.example"}).exit_status, 1);
    // One that says nothing new changes nothing.
    EXPECT_EQ(postern({"directory", "import", folder_.write("again.yaml", kFirm)}).exit_status, 0);
}

TEST(Locks, EveryCommandIsEitherAQuestionOrAChange) {
    for (const auto& command : command_table()) {
        const std::string name(command.name);
        const auto changes = std::count(kChanges.begin(), kChanges.end(), name);
        EXPECT_EQ(changes + static_cast<long>(questions().count(name)), 1)
            << "tests/cli/lock_test.cpp has to say whether '" << name << "' changes anything";
    }
    EXPECT_EQ(questions().size() + kChanges.size(), command_table().size());
}

}  // namespace

}  // namespace postern
