// SPDX-License-Identifier: Apache-2.0
//
// The completion for bash, asked by a bash, against the table of commands; and that for zsh as
// text.
#include "completion.hpp"

#include <algorithm>
#include <sstream>

#include "command_table.hpp"
#include "fixture.hpp"

namespace postern {

namespace {

Words split(std::string_view text) {
    Words words;
    std::istringstream in{std::string(text)};
    for (std::string word; in >> word;) words.push_back(word);
    return words;
}

/// What bash offers where "postern BEFORE CURRENT" is typed.
Words offered(const std::string& before, const std::string& current) {
    const std::string ask =
        "eval \"$1\"; COMP_WORDS=(postern $2 \"$3\"); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); "
        "_postern; printf '%s\\n' \"${COMPREPLY[@]}\"";
    const auto said = run_process({"bash", "-c", ask, "bash", bash_completion(), before, current},
                                  std::chrono::seconds{20});
    EXPECT_TRUE(said);
    EXPECT_EQ(said ? said->err : "", "");
    return said ? split(said->out) : Words{};
}

bool has(const Words& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

TEST(Completion, OffersEveryCommandWordByWord) {
    const auto first = offered("", "");
    for (const auto& command : command_table()) {
        const auto words = split(command.name);
        EXPECT_TRUE(has(first, words[0])) << words[0];
        if (words.size() > 1) {
            EXPECT_TRUE(has(offered(words[0], words[1].substr(0, 3)), words[1])) << command.name;
        }
    }
}

TEST(Completion, OffersEveryOptionOfACommandAndThoseOfAll) {
    for (const auto& command : command_table()) {
        const auto options = offered(std::string(command.name), "--");
        for (const auto& option : command.options) {
            EXPECT_TRUE(has(options, "--" + std::string(option.name))) << command.name;
        }
        for (const auto& option : common_options()) {
            EXPECT_TRUE(has(options, "--" + std::string(option.name))) << command.name;
        }
        EXPECT_EQ(options.size(), command.options.size() + common_options().size());
    }
}

TEST(Completion, KnowsWhatAWordOrAnOptionIsChosenFrom) {
    EXPECT_EQ(offered("directory agent-active anna", "o"), (Words{"off", "on"}));
    EXPECT_EQ(offered("directory export --format", ""), (Words{"json", "yaml"}));
    EXPECT_EQ(offered("--json db restore /copy", ""), (Words{"directory", "state"}));
    EXPECT_EQ(offered("completion", "z"), (Words{"zsh"}));
    EXPECT_EQ(offered("directory agent-active", ""), Words{});
}

TEST(Completion, OffersFilesWhereFilesAreNamed) {
    const testing::TemporaryDirectory folder;
    const auto file = folder.write("postern.yaml", "").string();
    for (const auto* before : {"-c", "--config", "check", "check --strict", "db backup"}) {
        EXPECT_EQ(offered(before, file.substr(0, file.size() - 4)), Words{file}) << before;
    }
    EXPECT_TRUE(has(offered("-c /etc/x.yaml", "che"), "check"));
}

TEST(Completion, ForZshHasTheSameTablesAndWhatTheWordsMean) {
    const auto script = zsh_completion();
    EXPECT_TRUE(script.starts_with("#compdef postern\n"));
    for (const auto& command : command_table()) {
        const auto word = split(command.name).back();
        EXPECT_TRUE(contains(script, "'" + word + ":")) << command.name;
        for (const auto& option : command.options) {
            EXPECT_TRUE(contains(script, "'--" + std::string(option.name) + ":")) << option.name;
        }
    }
}

TEST(Completion, IsPrintedByTheProgram) {
    EXPECT_EQ(run_binary({"completion", "bash"}).out, bash_completion());
    EXPECT_EQ(run_binary({"completion", "zsh"}).out, zsh_completion());
    EXPECT_EQ(run_binary({"completion"}).exit_status, 2);
    EXPECT_EQ(run_binary({"completion", "fish"}).exit_status, 2);
}

}  // namespace

}  // namespace postern
