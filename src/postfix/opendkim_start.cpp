// SPDX-License-Identifier: Apache-2.0
//
// How opendkim is started: its command line (opendkim(8), OPTIONS), by systemd's unit
// (systemd.service(5), COMMAND LINES) or by the script in /etc/init.d.
#include "postern/base/text.hpp"
#include "postern/postfix/signing.hpp"

#include "lines.hpp"

namespace postern::postfix {

namespace {

using Environment = std::map<std::string, std::string>;

/// Options that take a word.
constexpr std::string_view kWithWord = "bcdeFkLopPsStTux";
/// Those that say what is signed.
constexpr std::string_view kFixed = "bdkstQ";

std::vector<std::string> blank_separated(std::string_view text) {
    std::vector<std::string> words;
    while (!(text = trim(text)).empty()) {
        const auto end = std::min(text.find_first_of(" \t"), text.size());
        words.emplace_back(text.substr(0, end));
        text.remove_prefix(end);
    }
    return words;
}

bool is_of_a_name(char c) {
    const char small = lower(c);
    return (small >= 'a' && small <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

/// With the values in place of "$NAME" and "${NAME}".
std::string expanded(std::string_view text, const Environment& values) {
    std::string all;
    while (!text.empty()) {
        const auto dollar = std::min(text.find('$'), text.size());
        all += text.substr(0, dollar);
        text.remove_prefix(std::min(dollar + 1, text.size()));
        if (text.empty()) break;
        const bool braces = text.front() == '{';
        if (braces) text.remove_prefix(1);
        std::size_t end = 0;
        while (end < text.size() && is_of_a_name(text[end])) ++end;
        const auto found = values.find(std::string(text.substr(0, end)));
        if (found != values.end()) all += found->second;
        text.remove_prefix(end);
        if (braces && text.starts_with('}')) text.remove_prefix(1);
    }
    return all;
}

/// "$NAME" that is a word of its own becomes as many words as it has.
std::vector<std::string> expanded_words(const std::string& command, const Environment& values) {
    std::vector<std::string> words;
    for (const auto& word : blank_separated(command)) {
        const auto value = expanded(word, values);
        const bool alone = word.starts_with('$') && !word.starts_with("${");
        for (const auto& one : alone ? blank_separated(value) : std::vector<std::string>{value})
            words.push_back(one);
    }
    return words;
}

/// The value of a line "NAME=…" that `systemctl show` printed.
std::string shown_value(const std::string& shown, const std::string& name) {
    for (const auto line : lines_of(shown)) {
        if (line.starts_with(name + "=")) return std::string(line.substr(name.size() + 1));
    }
    return {};
}

void take(char option, const std::string& word, OpendkimStart& start) {
    if (option == 'p') start.socket = word;
    if (option == 'x') start.conf = word;
    if (option == 'u') start.user = word.substr(0, word.find(':'));
    if (kFixed.find(option) != kFixed.npos && start.fixed.empty())
        start.fixed = std::string("-") + option;
}

}  // namespace

OpendkimStart opendkim_start(const std::vector<std::string>& words) {
    OpendkimStart start;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto& word = words[i];
        if (!word.starts_with('-')) continue;
        for (std::size_t at = 1; at < word.size(); ++at) {
            const char option = word[at];
            if (kWithWord.find(option) == kWithWord.npos) {
                take(option, "", start);
                continue;
            }
            const bool joined = at + 1 < word.size();
            if (!joined) ++i;
            take(option, joined ? word.substr(at + 1) : i < words.size() ? words[i] : "", start);
            break;
        }
    }
    return start;
}

std::optional<OpendkimStart> opendkim_start_by_unit(const std::string& shown,
                                                    const Environment& environment) {
    // { path=… ; argv[]=/usr/sbin/opendkim -f ; ignore_errors=no ; … }
    constexpr std::string_view kWords = "argv[]=";
    const auto command = shown_value(shown, "ExecStart");
    const auto at = command.find(kWords);
    if (at == command.npos) return std::nullopt;
    const auto from = at + kWords.size();
    auto values = environment;
    for (const auto& set : blank_separated(shown_value(shown, "Environment"))) {
        const auto equals = std::min(set.find('='), set.size());
        values.try_emplace(set.substr(0, equals), set.substr(std::min(equals + 1, set.size())));
    }
    auto words = expanded_words(command.substr(from, command.find(" ;", from) - from), values);
    if (!words.empty()) words.erase(words.begin());
    auto start = opendkim_start(words);
    const auto user = shown_value(shown, "User");
    if (!user.empty() && user != "root") start.user = user;
    return start;
}

OpendkimStart opendkim_start_by_script(const Environment& defaults) {
    const auto value = [&](const char* name) {
        const auto found = defaults.find(name);
        return found == defaults.end() ? std::string() : found->second;
    };
    auto start = opendkim_start(blank_separated(value("DAEMON_OPTS")));
    start.usual_socket = value("SOCKET");
    if (start.user.empty()) start.user = value("USER");
    return start;
}

std::map<std::string, std::string> environment_lines(const std::string& text, bool shell) {
    Environment values;
    for (auto line : lines_of(text)) {
        line = trim(line);
        const auto equals = line.find('=');
        if (line.starts_with('#') || line.starts_with(';') || equals == line.npos) continue;
        auto value = trim(line.substr(equals + 1));
        const char quote = value.empty() ? ' ' : value.front();
        if (quote == '"' || quote == '\'') {
            value.remove_prefix(1);
            value = value.substr(0, value.find(quote));
        } else if (shell) {
            value = value.substr(0, value.find_first_of(" \t;"));
        }
        values[std::string(trim(line.substr(0, equals)))] =
            shell && quote != '\'' ? expanded(value, values) : std::string(value);
    }
    return values;
}

}  // namespace postern::postfix
