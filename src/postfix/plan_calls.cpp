// SPDX-License-Identifier: Apache-2.0
//
// A plan's lines as calls of postconf(1).
#include <algorithm>

#include "plan_parts.hpp"

namespace postern::postfix {

namespace {

using Calls = std::vector<PostconfCall>;

/// postconf -P takes no blanks in a value: lists do with commas, in braces too.
std::string without_blanks(const std::string& value) {
    std::string text;
    bool between = false;
    for (const char c : value) {
        const bool blank = c == ' ' || c == '\t' || c == ',';
        const bool opens = text.empty() || text.back() == '{';
        if (!blank && between && !opens && c != '}') text += ',';
        if (!blank) text += c;
        between = blank;
    }
    return text;
}

PostconfCall call_for(const Line& line) {
    if (line.kind == Line::Kind::parameter)
        return {line.why, {"-e", line.place + " = " + line.value}};
    if (line.kind == Line::Kind::option)
        return {line.why, {"-P", line.place + "=" + without_blanks(line.value)}};
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
            if (line.kind == kind && !line.in_force) add(call_for(line), calls);
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
