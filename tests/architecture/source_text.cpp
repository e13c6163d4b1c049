// SPDX-License-Identifier: Apache-2.0
#include "source_text.hpp"

#include <algorithm>

namespace postern::architecture {

namespace {

class Reader {
  public:
    explicit Reader(std::string_view text) : rest_(text) {}

    SourceText read() {
        while (!rest_.empty()) {
            if (!comment() && !raw_literal() && !literal()) code(1);
        }
        return std::move(out_);
    }

  private:
    bool comment() {
        if (rest_.starts_with("//")) return take(out_.comments, "//", "\n", 0);
        if (rest_.starts_with("/*")) return take(out_.comments, "/*", "*/", 2);
        return false;
    }

    bool raw_literal() {
        if (!rest_.starts_with("R\"") || inside_word()) return false;
        const auto open = rest_.find('(');
        if (open == std::string_view::npos) return false;
        const std::string name(rest_.substr(2, open - 2));
        const auto opening = "R\"" + name + "(";
        const auto closing = ")" + name + "\"";
        out_.code += "\"\"";
        return take(out_.literals, opening, closing, closing.size());
    }

    bool literal() {
        const char quote = rest_.front();
        if (quote != '"' && (quote != '\'' || inside_word())) return false;  // 100'000
        std::size_t end = 1;
        while (end < rest_.size() && rest_[end] != quote) end += rest_[end] == '\\' ? 2 : 1;
        out_.code += "\"\"";
        out_.literals.push_back({line_, std::string(rest_.substr(1, end - 1))});
        skip(end + 1);
        return true;
    }

    /// From `opening` up to `closing`, of which `more` characters belong to it.
    bool take(std::vector<Piece>& to, std::string_view opening, std::string_view closing,
              std::size_t more) {
        const auto end = std::min(rest_.find(closing, opening.size()), rest_.size());
        to.push_back({line_, std::string(rest_.substr(opening.size(), end - opening.size()))});
        skip(end + more);
        return true;
    }

    void code(std::size_t size) {
        out_.code += rest_.substr(0, size);
        if (rest_.front() == '\n') ++line_;
        rest_.remove_prefix(size);
    }

    void skip(std::size_t size) {
        const auto skipped = rest_.substr(0, size);
        const auto breaks = std::count(skipped.begin(), skipped.end(), '\n');
        out_.code.append(static_cast<std::size_t>(breaks), '\n');
        line_ += static_cast<int>(breaks);
        rest_.remove_prefix(skipped.size());
    }

    [[nodiscard]] bool inside_word() const {
        return !out_.code.empty() && is_word(out_.code.back());
    }

    std::string_view rest_;
    SourceText out_;
    int line_ = 1;
};

}  // namespace

SourceText take_apart(std::string_view text) {
    return Reader(text).read();
}

std::vector<std::string_view> names_in(std::string_view code) {
    std::vector<std::string_view> names;
    while (!code.empty()) {
        const auto begin = std::find_if(code.begin(), code.end(), is_word);
        const auto end = std::find_if_not(begin, code.end(), is_word);
        if (begin != end) names.emplace_back(begin, end);
        code = std::string_view(end, code.end());
    }
    return names;
}

std::vector<Piece> includes_of(std::string_view text) {
    std::vector<Piece> found;
    int line = 0;
    for (auto rest : lines_of(text)) {
        ++line;
        if (rest.find('#') == std::string_view::npos) continue;
        const auto words = words_of(rest.substr(rest.find('#') + 1));
        if (words.size() < 2 || words[0] != "include" || words[1].size() < 2) continue;
        if (rest.substr(0, rest.find('#')).find_first_not_of(" \t") != std::string_view::npos)
            continue;
        found.push_back({line, words[1].substr(1, words[1].size() - 2)});
    }
    return found;
}

bool is_cpp(std::string_view path) {
    return path.ends_with(".cpp") || path.ends_with(".hpp") || path.ends_with(".cpp.in");
}

std::vector<std::string> cpp_below(const Tree& tree, std::string_view folder) {
    std::vector<std::string> paths;
    for (const auto& [path, text] : tree) {
        if (path.starts_with(folder) && is_cpp(path)) paths.push_back(path);
    }
    return paths;
}

}  // namespace postern::architecture
