// SPDX-License-Identifier: Apache-2.0
#include <set>
#include <sstream>

#include "command_table.hpp"
#include "fixture.hpp"

namespace postern {

namespace {

struct Misuse {
    Words words;
    std::string message;
};

TEST(Usage, NamesTheWordAtFaultAndTheNearestOne) {
    const std::vector<Misuse> all{
        {{}, "a command is missing"},
        {{"chek"}, "unknown command 'chek'; did you mean 'check'?"},
        {{"directry", "import"}, "unknown command 'directry'; did you mean 'directory'?"},
        {{"directory", "improt"}, "directory: unknown command 'improt'; did you mean 'import'?"},
        {{"directory"}, "directory: which of import, export, apply, "},
        {{"--jsno"}, "unknown option '--jsno'; did you mean '--json'?"},
        {{"notifications", "--acount", "x"},
         "unknown option '--acount'; did you mean '--account'?"},
        {{"notifications", "--acc", "x"}, "unknown option '--acc'"},
        {{"notifications", "--limit"}, "'--limit'"},
        {{"notifications", "--limit", "1", "--limit", "2"}, "option '--limit' is given twice"},
        {{"check", "a.yaml", "b.yaml"}, "one word too many: 'b.yaml'"},
        {{"directory", "presence", "anna", "web"}, "online|offline is missing"},
        {{"config", "--default", "--json"}, "YAML only"},
        {{"try", "--send", "--timeout", "0s"}, "--timeout: in no time at all nothing arrives"},
    };
    for (const auto& [words, message] : all) {
        const auto result = run_binary(words);
        EXPECT_EQ(result.exit_status, 2) << message;
        EXPECT_TRUE(contains(result.err, message)) << result.err;
        EXPECT_TRUE(contains(result.err, "--help'")) << result.err;
        EXPECT_EQ(result.out, "") << message;
    }
}

TEST(Usage, HelpListsEveryCommand) {
    const auto result = run_binary({"--help"});
    EXPECT_EQ(result.exit_status, 0);
    for (const auto& command : command_table()) {
        EXPECT_TRUE(contains(result.out, "\n  " + std::string(command.name))) << command.name;
    }
}

TEST(Usage, EveryCommandExplainsItself) {
    for (const auto& command : command_table()) {
        Words words;
        const auto blank = command.name.find(' ');
        words.emplace_back(command.name.substr(0, blank));
        if (blank != std::string_view::npos) words.emplace_back(command.name.substr(blank + 1));
        words.emplace_back("--help");
        const auto result = run_binary(words);
        EXPECT_EQ(result.exit_status, 0) << command.name;
        EXPECT_TRUE(contains(result.out, std::string(command.summary))) << command.name;
        for (const auto& option : command.options) {
            EXPECT_TRUE(contains(result.out, "--" + std::string(option.name))) << command.name;
        }
    }
}

Words words_of(std::string_view name) {
    Words words;
    std::istringstream in{std::string(name)};
    for (std::string word; in >> word;) words.push_back(word);
    return words;
}

/// `help` and every spelling of it around `name`, which has one word or two.
std::vector<Words> requests_for_help(const Words& name) {
    std::vector<Words> all;
    const auto with = [&](const Words& before, const Words& after) {
        Words words(before);
        words.insert(words.end(), name.begin(), name.end());
        words.insert(words.end(), after.begin(), after.end());
        all.push_back(std::move(words));
    };
    with({}, {"--help"});
    with({}, {"-h"});
    with({"--help"}, {});
    with({"-h"}, {});
    with({"help"}, {});
    with({"-c", "/no/such.yaml", "help"}, {});
    with({}, {"--no-such-option", "-h"});
    return all;
}

TEST(Usage, EveryWordOfEveryCommandIsExplainedHoweverOneAsks) {
    std::set<Words> names;
    for (const auto& command : command_table()) {
        const auto words = words_of(command.name);
        names.insert(words);
        names.insert({words.front()});
    }
    for (const auto& name : names) {
        const auto first = run_binary(requests_for_help(name).front());
        for (const auto& words : requests_for_help(name)) {
            const auto result = run_binary(words);
            EXPECT_EQ(result.exit_status, 0) << name.back() << result.err;
            EXPECT_TRUE(contains(result.out, "usage: postern " + name.front())) << result.out;
            EXPECT_EQ(result.out, first.out);
            EXPECT_EQ(result.err, "");
        }
    }
}

TEST(Usage, HelpOfAFamilyListsItsCommandsAlone) {
    for (const auto& words : {Words{"directory", "--help"}, Words{"directory", "help"}}) {
        const auto result = run_binary(words);
        EXPECT_EQ(result.exit_status, 0);
        EXPECT_TRUE(contains(result.out, "\n  directory import FILE")) << result.out;
        EXPECT_FALSE(contains(result.out, "suppressions")) << result.out;
    }
    EXPECT_EQ(run_binary({"directory", "help", "import"}).out,
              run_binary({"directory", "import", "--help"}).out);
}

TEST(Usage, HelpAboutNothingThereIsNamesTheNearestWord) {
    EXPECT_TRUE(contains(run_binary({"help", "chek"}).err, "did you mean 'check'?"));
    EXPECT_TRUE(contains(run_binary({"directory", "improt", "-h"}).err, "did you mean 'import'?"));
    EXPECT_EQ(run_binary({"help", "chek"}).exit_status, 2);
}

TEST(Usage, CommonOptionsStandOnEitherSideOfTheCommand) {
    const auto before = run_binary({"--json", "rules"});
    EXPECT_EQ(before.exit_status, 0);
    EXPECT_EQ(run_binary({"rules", "--json"}).out, before.out);
    EXPECT_TRUE(contains(run_binary({"parked", "-c", "/no/such.yaml"}).err, "/no/such.yaml"));
    EXPECT_TRUE(contains(run_binary({"--config=/no/such.yaml", "parked"}).err, "/no/such.yaml"));
}

TEST(Usage, SaysItsVersion) {
    const auto result = run_binary({"--version"});
    EXPECT_EQ(result.exit_status, 0);
    EXPECT_TRUE(result.out.starts_with("postern ")) << result.out;
}

TEST(Usage, OutputThatCannotBeWrittenIsAFailure) {
    const auto result = run_process(
        {"/bin/sh", "-c", std::string(POSTERN_BINARY) + " rules > /dev/full"}, Duration{60'000});
    ASSERT_TRUE(result);
    EXPECT_EQ(result->exit_status, 1);
}

}  // namespace

}  // namespace postern
