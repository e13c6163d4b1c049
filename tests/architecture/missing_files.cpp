// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <set>

#include "names.hpp"
#include "prose.hpp"

namespace postern::architecture {

namespace {

/// Names of files that are only found in this project, wherever they are named without a folder.
constexpr std::array<std::string_view, 4> kEndings{".cpp", ".hpp", ".awk", ".md"};

bool begins_with_a_folder(std::string_view name) {
    return std::any_of(kFolders.begin(), kFolders.end(), [&](std::string_view folder) {
        return name.starts_with(folder) && name.substr(folder.size()).starts_with('/');
    });
}

bool ends_as_a_source(std::string_view name) {
    return std::any_of(kEndings.begin(), kEndings.end(), [&](std::string_view ending) {
        return name.size() > ending.size() && name.ends_with(ending);
    });
}

/// `*` stands for anything within one folder.
bool matches(std::string_view pattern, std::string_view path) {
    if (pattern.empty()) return path.empty();
    if (pattern.front() != '*')
        return !path.empty() && pattern.front() == path.front() &&
               matches(pattern.substr(1), path.substr(1));
    return matches(pattern.substr(1), path) ||
           (!path.empty() && path.front() != '/' && matches(pattern, path.substr(1)));
}

/// "NN-what" and "{hpp,cpp}" stand for whatever is there.
std::string as_pattern(std::string_view name) {
    std::string pattern;
    while (!name.empty()) {
        const auto placeholder = std::find_if_not(name.begin(), name.end(), [](char c) {
            return std::isupper(static_cast<unsigned char>(c)) != 0;
        });
        auto size = static_cast<std::size_t>(placeholder - name.begin());
        if (name.front() == '{') size = std::min(name.find('}'), name.size() - 1) + 1;
        pattern += size >= 2 ? "*" : std::string(name.substr(0, 1));
        name.remove_prefix(std::max<std::size_t>(size >= 2 ? size : 1, 1));
    }
    return pattern;
}

class Files {
  public:
    explicit Files(const Tree& tree) {
        for (const auto& [path, text] : tree) {
            paths_.insert(path);
            for (auto end = path.find('/'); end != std::string::npos; end = path.find('/', end + 1))
                folders_.insert(path.substr(0, end));
        }
    }

    [[nodiscard]] bool has(std::string name) const {
        while (name.ends_with('/')) name.pop_back();
        if (paths_.contains(name) || folders_.contains(name) || has_beginning(name)) return true;
        const auto pattern = as_pattern(name);
        if (pattern == "*") return true;
        const auto is_meant = [&](const std::string& path) { return matches(pattern, path); };
        return pattern != name || name.find('*') != std::string::npos
                   ? std::any_of(paths_.begin(), paths_.end(), is_meant) ||
                         std::any_of(folders_.begin(), folders_.end(), is_meant)
                   : false;
    }

    /// "sender/choice.hpp" is one end of a path.
    [[nodiscard]] bool has_end(const std::string& name) const {
        const auto pattern = as_pattern(name);
        return std::any_of(paths_.begin(), paths_.end(), [&](const std::string& path) {
            if (path == name || path.ends_with("/" + name)) return true;
            const auto begin = path.rfind('/') + 1;
            return pattern.find('*') != std::string::npos && matches(pattern, path.substr(begin));
        });
    }

  private:
    /// The number of a decision, or a source without its ending.
    [[nodiscard]] bool has_beginning(const std::string& name) const {
        const auto next = paths_.lower_bound(name);
        return next != paths_.end() && next->starts_with(name) && !is_word((*next)[name.size()]);
    }

    std::set<std::string> paths_;
    std::set<std::string> folders_;
};

bool is_of_a_path(char c) {
    return is_word(c) || std::string_view("/.*{},-+$<>~@:=").find(c) != std::string_view::npos;
}

std::vector<std::string> paths_in(std::string_view text) {
    std::vector<std::string> found;
    while (!text.empty()) {
        const auto begin = std::find_if(text.begin(), text.end(), is_of_a_path);
        const auto end = std::find_if_not(begin, text.end(), is_of_a_path);
        std::string name(begin, end);
        while (!name.empty() && std::string_view(".,-:").find(name.back()) != std::string::npos)
            name.pop_back();
        if (!name.empty()) found.push_back(name);
        text = std::string_view(end, text.end());
    }
    return found;
}

/// The targets of "[words](target#part)" that lead to a file.
std::vector<std::string> links_in(std::string_view text) {
    std::vector<std::string> found;
    for (auto at = text.find("]("); at != std::string_view::npos; at = text.find("](", at + 2)) {
        auto target = text.substr(at + 2, text.find(')', at) - at - 2);
        target = target.substr(0, target.find('#'));
        if (!target.empty() && target.find("://") == std::string_view::npos)
            found.emplace_back(target);
    }
    return found;
}

std::vector<std::string> missing_in(const Remark& remark, const Files& files) {
    std::vector<std::string> missing;
    for (const auto& name : paths_in(remark.text)) {
        const bool plain =
            name.find_first_of("$<>~@:=") == std::string::npos && name[0] != '/' && name[0] != '.';
        const bool there = begins_with_a_folder(name) ? files.has(name)
                           : ends_as_a_source(name)   ? files.has_end(name)
                                                      : true;
        if (plain && !there) missing.push_back(name);
    }
    if (!remark.document || remark.fenced) return missing;
    const auto folder = std::filesystem::path(remark.path).parent_path();
    for (const auto& target : links_in(remark.text)) {
        const auto path = (folder / target).lexically_normal().generic_string();
        if (!files.has(path)) missing.push_back(target);
    }
    return missing;
}

}  // namespace

Faults missing_files(const Tree& tree) {
    Faults faults;
    const Files files(tree);
    for (const auto& remark : remarks_of(tree)) {
        for (const auto& name : missing_in(remark, files)) {
            faults.push_back(remark.path + ":" + std::to_string(remark.line) + " names " + name +
                             ", which is not there");
        }
    }
    return faults;
}

}  // namespace postern::architecture
