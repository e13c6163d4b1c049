// SPDX-License-Identifier: Apache-2.0
//
// A plan's lines as calls of postconf(1).
#include <algorithm>

#include "plan_parts.hpp"

namespace postern::postfix {

namespace {

using Calls = std::vector<PostconfCall>;

/// postconf -P takes no blanks in a value: a list does with commas. What stands in braces is not
/// taken apart (inline: has tables there).
std::string with_commas(const std::string& value) {
    std::string text;
    for (const auto& word : split_list(value)) text += (text.empty() ? "" : ",") + word;
    return text;
}

bool has_blanks(const std::string& value) {
    return value.find_first_of(" \t") != value.npos;
}

/// What -P cannot say, main.cf does under a name of ours.
std::string name_in_main(const std::string& place) {
    constexpr std::string_view kPlain =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    std::string name = "postern_";
    for (const char c : place) name += kPlain.find(c) == kPlain.npos ? '_' : c;
    return name;
}

PostconfCall call_for(const Line& line) {
    if (line.kind == Line::Kind::parameter)
        return {line.why, {"-e", line.place + " = " + line.value}};
    if (line.kind == Line::Kind::option) {
        const auto value = with_commas(line.value);
        const bool plain = !has_blanks(value);
        return {line.why,
                {"-P", line.place + "=" + (plain ? value : "$" + name_in_main(line.place))}};
    }
    const auto slash = line.place.rfind('/');
    return {line.why,
            {"-M", line.place + " = " + line.place.substr(0, slash) + " " +
                       line.place.substr(slash + 1) + " " + line.value}};
}

/// Lines with the same reason go into one call.
void add(PostconfCall call, Calls& calls) {
    const auto same = std::find_if(calls.begin(), calls.end(), [&](const PostconfCall& one) {
        return one.why == call.why && one.words.front() == call.words.front();
    });
    if (same == calls.end())
        calls.push_back(std::move(call));
    else
        same->words.insert(same->words.end(), call.words.begin() + 1, call.words.end());
}

}  // namespace

Calls calls_for(const Plan& plan) {
    Calls all;
    for (const auto kind : {Line::Kind::service, Line::Kind::parameter, Line::Kind::option}) {
        Calls calls;
        for (const auto& line : plan.lines) {
            if (line.in_force) continue;
            const bool aside =
                line.kind == Line::Kind::option && has_blanks(with_commas(line.value));
            if (kind == Line::Kind::parameter && aside)
                add({line.why, {"-e", name_in_main(line.place) + " = " + line.value}}, calls);
            if (line.kind == kind) add(call_for(line), calls);
        }
        std::move(calls.begin(), calls.end(), std::back_inserter(all));
    }
    return all;
}

std::string shell_word(std::string_view word) {
    constexpr std::string_view kPlain =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=.,:/@%";
    if (!word.empty() && word.find_first_not_of(kPlain) == word.npos) return std::string(word);
    std::string text = "'";
    for (const char c : word) text += c == '\'' ? "'\\''" : std::string(1, c);
    return text + "'";
}

}  // namespace postern::postfix
