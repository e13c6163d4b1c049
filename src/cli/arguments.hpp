// SPDX-License-Identifier: Apache-2.0
//
// What a command can be given, declared as data, and what it was given.
//
// A command declares options, and operands by a text such as "DRAFT [AGENT]": words in brackets
// may be left out, "on|off" is a word of two spellings, "FILE..." stands for all words that are
// left. Everything given is then found under the
// name of its declaration. Reading fails with ErrorCode::invalid and a sentence that names the
// word at fault and, where there is one, the known word nearest to it.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "postern/base/result.hpp"

namespace postern {

enum class Times { once, often };

struct Option {
    std::string_view name;   ///< Without the dashes.
    std::string_view value;  ///< What the help calls its value; "" for a switch.
    std::string_view help;
    Times times = Times::once;
    std::string_view letter{};  ///< The short form, "" for none.
};

struct Operand {
    std::string_view name;  ///< "AGENT", "online|offline"
    bool needed = true;
    bool repeated = false;  ///< Takes all words that are left.
};
std::vector<Operand> operands_of(std::string_view declaration);

class Arguments {
  public:
    static Result<Arguments> read(const std::vector<std::string>& words,
                                  std::span<const Option> common, std::span<const Option> own,
                                  std::string_view operands);

    [[nodiscard]] bool has(std::string_view name) const { return !all(name).empty(); }
    [[nodiscard]] std::optional<std::string> value(std::string_view name) const;
    [[nodiscard]] const std::vector<std::string>& all(std::string_view name) const;

  private:
    Result<void> take_operands(const std::vector<std::string>& words, std::string_view declaration);

    std::map<std::string, std::vector<std::string>, std::less<>> values_;
};

/// "'wrod' is none of word, sentence; did you mean 'word'?"
std::string none_of(std::string_view word, const std::vector<std::string_view>& known);

/// "unknown <what> 'wrod'; did you mean 'word'?"
std::string unknown(std::string_view what, std::string_view word,
                    const std::vector<std::string_view>& known);

}  // namespace postern
