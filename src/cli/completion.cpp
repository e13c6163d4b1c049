// SPDX-License-Identifier: Apache-2.0
#include "completion.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <ostream>
#include <set>

#include "command_table.hpp"
#include "commands.hpp"
#include "completion_scripts.hpp"

namespace postern {

namespace {

/// As one word of the shell.
std::string shell_quoted(std::string_view text) {
    std::string out = "'";
    for (const char c : text) out.append(c == '\'' ? "'\\''" : std::string(1, c));
    return out + "'";
}

/// A shell function that answers its first argument from a table.
class CaseFunction {
  public:
    explicit CaseFunction(std::string_view name) : text_(std::string(name) + "() {\n") {
        text_.append("    case \"$1\" in\n");
    }
    void add(std::string_view key, const std::set<std::string>& lines) {
        if (!lines.empty()) add_pattern(shell_quoted(key), lines);
    }
    void add_pattern(std::string_view pattern, const std::set<std::string>& lines) {
        text_.append("        ").append(pattern).append(") printf '%s\\n'");
        for (const auto& line : lines) text_.append(" \\\n            ").append(shell_quoted(line));
        text_.append(" ;;\n");
    }
    [[nodiscard]] std::string text() const { return text_ + "    esac\n}\n\n"; }

  private:
    std::string text_;
};

/// What may stand where the help has `placeholder`: one of several words, the name of a file, or
/// what no shell can know.
std::set<std::string> expected(std::string_view placeholder) {
    if (placeholder == "FILE" || placeholder == "FOLDER") return {"file"};
    std::set<std::string> words;
    while (!placeholder.empty()) {
        const auto end = std::min(placeholder.find('|'), placeholder.size());
        const auto word = placeholder.substr(0, end);
        if (std::islower(static_cast<unsigned char>(word.front())) != 0) words.emplace(word);
        placeholder.remove_prefix(std::min(end + 1, placeholder.size()));
    }
    return words.empty() ? std::set<std::string>{"any"} : words;
}

std::string described(std::string_view word, std::string_view about) {
    return std::string(word) + ":" + std::string(about);
}

/// "db" for "db status", "" for "check".
std::string_view family_of(std::string_view name) {
    return name.substr(0, name.find(' ') == std::string_view::npos ? 0 : name.find(' '));
}

std::string next_words() {
    std::map<std::string, std::set<std::string>> after;
    for (const auto& command : command_table()) {
        const auto family = family_of(command.name);
        const auto word = command.name.substr(family.empty() ? 0 : family.size() + 1);
        after[std::string(family)].insert(described(word, command.summary));
        if (!family.empty()) {
            after[""].insert(described(family, "postern " + std::string(family) + " --help"));
        }
    }
    CaseFunction function("_postern_commands");
    for (const auto& [family, words] : after) function.add(family, words);
    return function.text();
}

std::set<std::string> spellings(std::span<const Option> options) {
    std::set<std::string> words;
    for (const auto& option : options) {
        words.insert(described("--" + std::string(option.name), option.help));
    }
    return words;
}

std::string option_names() {
    CaseFunction function("_postern_options");
    for (const auto& command : command_table()) {
        function.add(command.name, spellings(command.options));
    }
    return function.text();
}

/// Those of every command have a function of their own.
std::string common_option_names() {
    CaseFunction function("_postern_common_options");
    function.add_pattern("*", spellings(common_options()));
    return function.text();
}

/// "COMMAND --OPTION", for options that take a value.
std::string option_values() {
    CaseFunction function("_postern_value");
    for (const auto& option : common_options()) {
        if (option.value.empty()) continue;
        function.add_pattern("*' --" + std::string(option.name) + "'", expected(option.value));
        function.add_pattern("*' -" + std::string(option.letter) + "'", expected(option.value));
    }
    for (const auto& command : command_table()) {
        for (const auto& option : command.options) {
            if (option.value.empty()) continue;
            function.add(std::string(command.name) + " --" + std::string(option.name),
                         expected(option.value));
        }
    }
    return function.text();
}

/// "COMMAND 1", "COMMAND 2".
std::string operand_values() {
    CaseFunction function("_postern_operand");
    for (const auto& command : command_table()) {
        int number = 0;
        for (const auto& operand : operands_of(command.operands)) {
            const auto key = std::string(command.name) + " ";
            if (operand.repeated) {
                function.add_pattern(shell_quoted(key) + "*", expected(operand.name));
            } else {
                function.add(key + std::to_string(++number), expected(operand.name));
            }
        }
    }
    return function.text();
}

std::string tables() {
    return next_words() + option_names() + common_option_names() + option_values() +
           operand_values();
}

}  // namespace

std::string bash_completion() {
    return std::string(kBashCompletionHead) + tables() + std::string(kBashCompletionTail);
}

std::string zsh_completion() {
    return std::string(kZshCompletionHead) + tables() + std::string(kZshCompletionTail);
}

Exit run_completion(const Call& call) {
    const auto shell = call.given.value("bash|zsh").value_or("");
    if (shell != "bash" && shell != "zsh") {
        return misuse(call, {ErrorCode::invalid, none_of(shell, {"bash", "zsh"})});
    }
    call.out() << (shell == "bash" ? bash_completion() : zsh_completion());
    return Exit::good;
}

}  // namespace postern
