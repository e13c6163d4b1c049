// SPDX-License-Identifier: Apache-2.0
//
// The actions of header_checks(5) and body_checks(5): which of them a table has, and what each does
// to a draft that is queued again.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace postern::postfix {

enum class CheckEffect {
    none,     ///< Leaves the message as it is.
    changes,  ///< May change what it says.
    rejects,
    holds,
    astray,    ///< Takes it, or a copy of it, past OUT.
    switches,  ///< Turns the checks behind it off.
    unknown,   ///< No action of Postfix's, or one that is made of what was read.
};

CheckEffect effect_of(std::string_view action);

/// "pcre:/etc/postfix/checks", of "proxy:pcre:/etc/postfix/checks" as well: type and what follows.
struct TableName {
    explicit TableName(std::string_view table);

    /// A table of patterns or lines, whose text is a file: its name. "" for any other.
    [[nodiscard]] std::string file() const;
    /// What stands in main.cf itself: inline:, static:, and patterns in braces.
    [[nodiscard]] bool is_inline() const;
    /// What `postmap -s` prints.
    [[nodiscard]] bool is_listed() const;

    std::string type;
    std::string name;
};

/// Of a table that is_inline().
std::vector<std::string> inline_actions(const TableName& table);

/// Of a file's text, or of what `postmap -s` printed. Each action once.
std::vector<std::string> actions_in(const TableName& table, std::string_view text);

}  // namespace postern::postfix
