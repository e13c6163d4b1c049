// SPDX-License-Identifier: Apache-2.0
//
// A setting without its C++ type: what its row in the table says about it, and its value as text.
// This is what the YAML, Markdown and man page writers work on.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace postern {

struct SettingEntry;

/// A scalar, a list of scalars, or a list of maps. Scalars are text, but for counts.
using SettingValue = std::variant<std::string, int, std::vector<std::string>,
                                  std::vector<std::vector<SettingEntry>>>;

struct Description {
    std::string_view key;  ///< "milter.socket-mode"; inside a list of maps from the item on.
    std::string_view help;
    std::string type;
    std::string bounds;
    bool required = false;
    bool at_start = false;   ///< posternd reads it when it starts; a reload does not change it.
    std::string standard{};  ///< The default as YAML; empty where required.
    std::vector<Description> items{};  ///< Of a list of maps: the keys of each.
};

struct SettingEntry {
    Description says;
    SettingValue value;
};

struct GroupDescription {
    std::string_view key;
    std::string_view help;
};

/// "time span, 10s to 7d"
std::string kind_text(const Description& says);

/// "time span, 10s to 7d; default 2h", and "; needs a restart" where a reload does not take it.
std::string facts(const Description& says);

/// `text` in lines of at most `width` bytes, broken at blanks.
std::vector<std::string> wrapped(std::string_view text, std::size_t width);

}  // namespace postern
