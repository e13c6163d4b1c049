// SPDX-License-Identifier: Apache-2.0
#include "postern/postfix/check_actions.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "postern/base/text.hpp"
#include "postern/postfix/site.hpp"

#include "lines.hpp"

namespace postern::postfix {

namespace {

using Actions = std::vector<std::string>;

/// All that header_checks(5) has, and OK, which cleanup takes for DUNNO.
constexpr std::array<std::pair<std::string_view, CheckEffect>, 15> kEffects{{
    {"bcc", CheckEffect::astray},
    {"discard", CheckEffect::astray},
    {"dunno", CheckEffect::none},
    {"filter", CheckEffect::astray},
    {"hold", CheckEffect::holds},
    {"ignore", CheckEffect::changes},
    {"info", CheckEffect::none},
    {"ok", CheckEffect::none},
    {"pass", CheckEffect::switches},
    {"prepend", CheckEffect::changes},
    {"redirect", CheckEffect::astray},
    {"reject", CheckEffect::rejects},
    {"replace", CheckEffect::changes},
    {"strip", CheckEffect::changes},
    {"warn", CheckEffect::none},
}};

bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

bool has_patterns(const TableName& table) {
    return table.type == "regexp" || table.type == "pcre";
}

void add_action(std::string_view action, Actions& actions) {
    const auto text = std::string(trim(action));
    if (text.empty() || std::find(actions.begin(), actions.end(), text) != actions.end()) return;
    actions.push_back(text);
}

/// Behind the closing delimiter and the flags; a delimiter may stand in the pattern behind a
/// backslash.
std::string_view behind_pattern(std::string_view rule) {
    rule = trim(rule);
    while (rule.starts_with('!')) rule = trim(rule.substr(1));
    if (rule.empty()) return {};
    std::size_t at = 1;
    while (at < rule.size() && rule[at] != rule[0]) at += rule[at] == '\\' ? 2 : 1;
    while (at < rule.size() && !is_blank(rule[at])) ++at;
    return at < rule.size() ? rule.substr(at) : std::string_view{};
}

/// regexp_table(5) and pcre_table(5) have conditions (if, endif) besides, without an action; no
/// pattern begins with a letter.
bool is_condition(std::string_view rule) {
    const auto first = lower(rule.substr(0, 1));
    return first >= "a" && first <= "z";
}

void add_rule(std::string_view rule, const TableName& table, Actions& actions) {
    rule = trim(rule);
    if (has_patterns(table)) {
        if (!is_condition(rule)) add_action(behind_pattern(rule), actions);
        return;
    }
    // postmap -s has a tab behind a key that may have blanks.
    const auto key = std::min(rule.find_first_of(table.is_listed() ? "\t" : " \t"), rule.size());
    add_action(rule.substr(key), actions);
}

/// A line that begins with a blank goes on with the one before; comments are left out.
Actions logical_lines(std::string_view text) {
    Actions all;
    for (const auto line : lines_of(text)) {
        const auto content = trim(line);
        if (content.empty() || content.starts_with('#')) continue;
        if (is_blank(line.front()) && !all.empty())
            all.back().append(" ").append(content);
        else
            all.emplace_back(content);
    }
    return all;
}

/// "{ … }" without the braces.
std::string_view inside(std::string_view text) {
    text = trim(text);
    if (!text.starts_with('{') || !text.ends_with('}')) return text;
    return trim(text.substr(1, text.size() - 2));
}

}  // namespace

CheckEffect effect_of(std::string_view action) {
    action = trim(action);
    const auto name = lower(action.substr(0, action.find_first_of(" \t")));
    for (const auto& [known, effect] : kEffects) {
        if (name == known) return effect;
    }
    return CheckEffect::unknown;
}

TableName::TableName(std::string_view table) {
    constexpr std::string_view kProxy = "proxy:";
    if (table.starts_with(kProxy)) table.remove_prefix(kProxy.size());
    const auto colon = std::min(table.find(':'), table.size());
    type = lower(table.substr(0, colon));
    name = colon < table.size() ? std::string(trim(table.substr(colon + 1))) : "";
}

std::string TableName::file() const {
    const bool text = type == "texthash" || has_patterns(*this);
    return text && !is_inline() ? name : "";
}

bool TableName::is_inline() const {
    return type == "inline" || type == "static" || (has_patterns(*this) && name.starts_with('{'));
}

bool TableName::is_listed() const {
    constexpr std::array<std::string_view, 5> kListed{"hash", "lmdb", "btree", "cdb", "dbm"};
    return std::find(kListed.begin(), kListed.end(), type) != kListed.end();
}

std::vector<std::string> inline_actions(const TableName& table) {
    Actions actions;
    if (table.type == "static") {
        add_action(inside(table.name), actions);
        return actions;
    }
    for (const auto& rule : split_list(inside(table.name))) {
        const auto text = inside(rule);
        if (has_patterns(table))
            add_rule(text, table, actions);
        else if (const auto equals = text.find('='); equals != text.npos)
            add_action(text.substr(equals + 1), actions);
    }
    return actions;
}

std::vector<std::string> actions_in(const TableName& table, std::string_view text) {
    Actions actions;
    for (const auto& rule : logical_lines(text)) add_rule(rule, table, actions);
    return actions;
}

}  // namespace postern::postfix
