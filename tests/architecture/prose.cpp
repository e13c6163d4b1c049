// SPDX-License-Identifier: Apache-2.0
#include "prose.hpp"

#include <utility>

#include "source_text.hpp"

namespace postern::architecture {

namespace {

void add_lines(std::vector<Remark>& to, const std::string& path, const Piece& comment) {
    int line = comment.line;
    for (const auto text : lines_of(comment.text))
        to.push_back({path, line++, std::string(text), false, false});
}

void add_document(std::vector<Remark>& to, const std::string& path, std::string_view text) {
    bool fenced = false;
    int number = 0;
    for (const auto line : lines_of(text)) {
        const bool fence = line.starts_with("```");
        to.push_back({path, ++number, std::string(line), true, fenced || fence});
        if (fence) fenced = !fenced;
    }
}

void add_hash_comments(std::vector<Remark>& to, const std::string& path, std::string_view text) {
    int number = 0;
    for (auto line : lines_of(text)) {
        ++number;
        line.remove_prefix(before_hash(line).size());
        if (!line.empty()) to.push_back({path, number, std::string(line), false, false});
    }
}

}  // namespace

bool has_hash_comments(std::string_view path, std::string_view text) {
    const bool build = path.ends_with("CMakeLists.txt") || path.ends_with(".cmake");
    return (build || text.starts_with("#")) && !is_cpp(path) && !path.ends_with(".md");
}

std::string_view before_hash(std::string_view line) {
    for (std::size_t at = line.find('#'); at != std::string_view::npos;
         at = line.find('#', at + 1)) {
        if (at == 0 || line[at - 1] == ' ') return line.substr(0, at);
    }
    return line;
}

std::vector<Remark> remarks_of(const Tree& tree) {
    std::vector<Remark> remarks;
    for (const auto& [path, text] : tree) {
        if (path == "CHANGELOG.md") continue;
        if (is_cpp(path)) {
            for (const auto& comment : take_apart(text).comments) add_lines(remarks, path, comment);
        } else if (path.ends_with(".md")) {
            add_document(remarks, path, text);
        } else if (has_hash_comments(path, text)) {
            add_hash_comments(remarks, path, text);
        }
    }
    return remarks;
}

}  // namespace postern::architecture
