// SPDX-License-Identifier: Apache-2.0
#include "known_names.hpp"

#include <algorithm>

#include "prose.hpp"
#include "source_text.hpp"

namespace postern::architecture {

namespace {

bool opens_a_scope(std::string_view word) {
    return word == "class" || word == "struct" || word == "enum" || word == "union" ||
           word == "namespace";
}

/// Most names were seen before: a set that is asked first makes no string of them.
void add(NameSet& names, std::string_view name) {
    if (!names.contains(name)) names.emplace(name);
}

bool is_name(std::string_view token) {
    return is_word(token.front());
}

/// Names one by one, "::" as one token, everything else a character each.
std::vector<std::string_view> tokens_of(std::string_view code) {
    std::vector<std::string_view> tokens;
    while (!code.empty()) {
        auto size = static_cast<std::size_t>(std::find_if_not(code.begin(), code.end(), is_word) -
                                             code.begin());
        if (size == 0) size = code.starts_with("::") ? 2 : 1;
        if (size > 1 || (code.front() != ' ' && code.front() != '\n'))
            tokens.push_back(code.substr(0, size));
        code.remove_prefix(size);
    }
    return tokens;
}

class Scan {
  public:
    explicit Scan(KnownNames& known) : known_(known) {}

    void read(std::string_view code) {
        const auto tokens = tokens_of(code);
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            note(tokens, i);
            if (tokens[i] == "{") open();
            if (tokens[i] == "}" && !scopes_.empty()) scopes_.pop_back();
            if (tokens[i] == "{" || tokens[i] == "}") find_body();
            const bool ends = tokens[i] == "{" || tokens[i] == "}" || tokens[i] == ";";
            if (ends) head_.clear();
            if (!ends) head_.push_back(tokens[i]);
        }
        scopes_.clear();
        head_.clear();
        find_body();
    }

    /// A class has what its bases have.
    void inherit() {
        for (int depth = 0; depth < 3; ++depth) {
            for (const auto& [name, base] : bases_) {
                const auto inherited = known_.members[base];
                known_.members[name].insert(inherited.begin(), inherited.end());
            }
        }
    }

  private:
    void note(const std::vector<std::string_view>& tokens, std::size_t i) {
        if (!is_name(tokens[i])) return;
        const auto name = tokens[i];
        add(known_.names, name);
        if (body_ != nullptr) add(*body_, name);
        if (i + 1 < tokens.size() && tokens[i + 1] == "(") add(known_.called, name);
        if (i >= 2 && tokens[i - 1] == "::" && is_name(tokens[i - 2]))
            add(known_.members[std::string(tokens[i - 2])], name);
    }

    /// What stands before a brace says whether it is a body of names; a function's is none.
    void open() {
        scopes_.emplace_back();
        const auto last = std::find_if(head_.rbegin(), head_.rend(), opens_a_scope);
        if (last == head_.rend()) return;
        const auto begin = last.base();
        if (std::find(begin, head_.end(), "(") != head_.end()) return;
        const auto colon = std::find(begin, head_.end(), ":");
        for (auto token = begin; token != colon; ++token) {
            const bool names_it = is_name(*token) && *token != "final" && *token != "nodiscard" &&
                                  (token == begin || *(token - 1) != "<");
            if (names_it) scopes_.back() = *token;
        }
        for (auto token = colon; token != head_.end(); ++token) {
            if (is_name(*token)) bases_.emplace(scopes_.back(), *token);
        }
    }

    void find_body() {
        const bool named = !scopes_.empty() && !scopes_.back().empty();
        body_ = named ? &known_.members[scopes_.back()] : nullptr;
    }

    KnownNames& known_;
    NameSet* body_ = nullptr;             ///< Of the scope; none in a function.
    std::vector<std::string_view> head_;  ///< Since the last semicolon or brace.
    std::vector<std::string> scopes_;     ///< Empty for a brace that is no body of names.
    std::set<std::pair<std::string, std::string>> bases_;
};

void add_words(KnownNames& known, std::string_view text) {
    for (const auto name : names_in(text)) {
        add(known.words, name);
        const auto* end = name.data() + name.size();
        if (end < text.data() + text.size() && *end == '(') add(known.called, name);
    }
}

/// Programs, SQL, settings, what a test sends: everything that is neither C++ nor a document.
void add_other_file(KnownNames& known, const std::string& path, std::string_view text) {
    if (path.ends_with(".md")) return;
    const bool hashes = has_hash_comments(path, text);
    for (const auto line : lines_of(text)) add_words(known, hashes ? before_hash(line) : line);
}

}  // namespace

KnownNames known_names(const Tree& tree) {
    KnownNames known;
    Scan scan(known);
    for (const auto& [path, text] : tree) {
        if (!is_cpp(path)) {
            add_other_file(known, path, text);
            continue;
        }
        const auto source = take_apart(text);
        scan.read(source.code);
        if (path.starts_with("tests/architecture/")) continue;  // names planted or foreign
        for (const auto& literal : source.literals) add_words(known, literal.text);
    }
    scan.inherit();
    return known;
}

}  // namespace postern::architecture
