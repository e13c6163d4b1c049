// SPDX-License-Identifier: Apache-2.0
//
// Patterns: how mail systems word their refusals, as data (conf/bounce-patterns.yaml).
//
// The first pattern in the file's order counts that is found anywhere in a text. Each alternative
// of an expression is tried in time linear in the text, and only where the text holds its literals.
// "^" and "$" are the ends of lines. Thread-safe.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "postern/base/result.hpp"
#include "postern/bounce/report.hpp"

#include "grammar.hpp"

namespace postern {

struct DocumentNode;

struct Pattern {
    std::string name;
    BounceClass bounce_class = BounceClass::undefined;
    std::string expression;
    std::string example;
    std::optional<Fault> fault{};  ///< Where it is another than the class's.
};

class PatternSet {
  public:
    PatternSet();
    PatternSet(PatternSet&&) noexcept;
    PatternSet& operator=(PatternSet&&) noexcept;
    PatternSet(const PatternSet&) = delete;
    PatternSet& operator=(const PatternSet&) = delete;
    ~PatternSet();

    /// What is wrong with the expression, or nothing.
    std::string add(Pattern pattern);
    /// To be called once, behind the last add().
    void compile();

    /// The first pattern in the order of adding that is found in `text`, or nullptr.
    [[nodiscard]] const Pattern* first_in(std::string_view text) const;
    /// Where the first match in the text begins; its size where there is none.
    [[nodiscard]] std::size_t first_place(std::string_view text) const;
    /// Behind which place the text goes on after that match; its size where there is none.
    [[nodiscard]] std::size_t behind_first(std::string_view text) const;
    [[nodiscard]] const std::vector<Pattern>& all() const { return patterns_; }

  private:
    struct Engine;
    std::vector<Pattern> patterns_;
    std::unique_ptr<Engine> engine_;
};

extern const std::string_view kShippedPatterns;

/// What a refusal says: its class. Idioms go before the grammar.
struct RefusalPatterns {
    PatternSet phrases;  ///< Section `phrases`: what the grammar does not make out.
    PatternSet idioms;   ///< Section `idioms`: what only one system says so.
    Grammar grammar;     ///< Sections `things`, `sayings`, `particles`, `compounds` and `senses`.
};

/// The sections of the pattern file.
struct PatternFile {
    RefusalPatterns refusals;
    PatternSet senders;     ///< Who writes notices: the fields From and Subject, a line each.
    PatternSet replies;     ///< The subject of an automatic reply, as a field.
    PatternSet answers;     ///< How the subject of an answer to a message begins.
    PatternSet notices;     ///< What a text says that only warns: delivery is still being tried.
    PatternSet originals;   ///< The line behind which the returned message begins.
    PatternSet fields;      ///< Rows of a notice that repeat the message's subject, date or sender.
    PatternSet addressees;  ///< Rows that repeat its field To.
    PatternSet senders_named;  ///< What stands before an address that sent the message.
    PatternSet bystanders;     ///< What stands before one that is named for another reason.
    PatternSet reasons;        ///< What stands before the reason.
};

/// ErrorCode::invalid with one fault a line, each "name:line:column: what".
Result<PatternFile> load_patterns(std::string_view text, const std::string& name);

}  // namespace postern
