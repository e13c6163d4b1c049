// SPDX-License-Identifier: Apache-2.0
#include "kinds.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "source_text.hpp"

namespace postern::architecture {

namespace {

constexpr std::string_view kRow = "KindTraits{Kind::";
constexpr std::string_view kName = "Kind::";

struct AllowedBranch {
    std::string_view path;
    std::string_view why;
};

constexpr std::array kAllowedBranches{
    AllowedBranch{"src/store/state_reader.cpp", "an index of all kinds but the commonest"},
};

bool is_product(std::string_view path) {
    return path.starts_with("src/") || path.starts_with("include/") || path.starts_with("milter/");
}

bool may_branch(std::string_view path) {
    return std::any_of(kAllowedBranches.begin(), kAllowedBranches.end(),
                       [&](const AllowedBranch& allowed) { return allowed.path == path; });
}

std::string_view word_at(std::string_view text, std::size_t at) {
    const auto* end = std::find_if_not(text.begin() + at, text.end(), is_word);
    return text.substr(at, static_cast<std::size_t>(end - text.begin()) - at);
}

std::set<std::string_view> kinds_in(const Tree& tree) {
    std::set<std::string_view> kinds;
    for (const auto& [path, text] : tree) {
        if (!is_product(path)) continue;
        const std::string_view all(text);
        for (auto at = all.find(kRow); at != std::string_view::npos; at = all.find(kRow, at + 1))
            kinds.insert(word_at(all, at + kRow.size()));
    }
    return kinds;
}

bool is_compared(std::string_view before, std::string_view after) {
    while (before.ends_with("::")) {
        before.remove_suffix(2);
        while (!before.empty() && is_word(before.back())) before.remove_suffix(1);
    }
    const auto last = before.find_last_not_of(' ');
    before = before.substr(0, last == std::string_view::npos ? 0 : last + 1);
    after.remove_prefix(std::min(after.find_first_not_of(' '), after.size()));
    return before.ends_with("==") || before.ends_with("!=") || before.ends_with("case") ||
           after.starts_with("==") || after.starts_with("!=");
}

bool branches(std::string_view line, const std::set<std::string_view>& kinds) {
    for (auto at = line.find(kName); at != std::string_view::npos; at = line.find(kName, at + 1)) {
        if (at > 0 && is_word(line[at - 1])) continue;  // of ChatEventKind
        const auto name = word_at(line, at + kName.size());
        if (!kinds.contains(name)) continue;
        if (is_compared(line.substr(0, at), line.substr(at + kName.size() + name.size())))
            return true;
    }
    return false;
}

}  // namespace

Faults branches_on_kinds(const Tree& tree) {
    Faults faults;
    const auto kinds = kinds_in(tree);
    if (kinds.empty()) faults.push_back("no file has rows of KindTraits");
    for (const auto& [path, text] : tree) {
        if (!is_product(path) || !is_cpp(path) || may_branch(path)) continue;
        const auto code = take_apart(text).code;
        int number = 0;
        for (const auto line : lines_of(code)) {
            ++number;
            if (branches(line, kinds))
                faults.push_back(place(path, number) + " branches on a kind");
        }
    }
    return faults;
}

}  // namespace postern::architecture
