// SPDX-License-Identifier: Apache-2.0
#include "arguments.hpp"

#include <algorithm>

#include <boost/program_options.hpp>

#include "postern/base/text.hpp"

namespace postern {

namespace {

namespace po = boost::program_options;
using Words = std::vector<std::string>;

/// Where Program_options puts the operands; as an option it could not be typed.
constexpr const char* kOperands = " operands";
constexpr std::string_view kRepeated = "...";

// A prefix of an option is not that option: scripts would break with the next one added.
constexpr int kStyle = po::command_line_style::unix_style & ~po::command_line_style::allow_guessing;

void describe(std::span<const Option> options, po::options_description& into) {
    for (const auto& option : options) {
        std::string name(option.name);
        if (!option.letter.empty()) name.append(",").append(option.letter);
        if (option.value.empty()) {
            into.add_options()(name.c_str(), "");
        } else {
            into.add_options()(name.c_str(), po::value<Words>(), "");
        }
    }
}

std::vector<std::string_view> names_of(std::span<const Option> common,
                                       std::span<const Option> own) {
    std::vector<std::string_view> names;
    for (const auto& option : own) names.push_back(option.name);
    for (const auto& option : common) names.push_back(option.name);
    return names;
}

std::string unknown_option(const std::string& given, const std::vector<std::string_view>& known) {
    const auto meant = nearest(std::string_view(given).substr(given.find_first_not_of('-')), known);
    auto text = "unknown option " + in_quotes(given);
    return meant.empty() ? text : text + "; did you mean '--" + std::string(meant) + "'?";
}

po::variables_map parse(const Words& words, const po::options_description& options) {
    po::positional_options_description rest;
    rest.add(kOperands, -1);
    po::variables_map given;
    po::store(po::command_line_parser(words).options(options).positional(rest).style(kStyle).run(),
              given);
    return given;
}

}  // namespace

std::string unknown(std::string_view what, std::string_view word,
                    const std::vector<std::string_view>& known) {
    auto text = "unknown " + std::string(what) + " " + in_quotes(word);
    const auto meant = nearest(word, known);
    return meant.empty() ? text : text + "; did you mean '" + std::string(meant) + "'?";
}

std::string none_of(std::string_view word, const std::vector<std::string_view>& known) {
    std::string list;
    for (const auto each : known) list.append(list.empty() ? "" : ", ").append(each);
    const auto meant = nearest(word, known);
    return in_quotes(word) + " is none of " + list +
           (meant.empty() ? "" : "; did you mean '" + std::string(meant) + "'?");
}

std::vector<Operand> operands_of(std::string_view declaration) {
    std::vector<Operand> operands;
    while (!declaration.empty()) {
        auto word = declaration.substr(0, declaration.find(' '));
        declaration.remove_prefix(std::min(word.size() + 1, declaration.size()));
        const bool needed = !word.starts_with('[');
        if (!needed) word = word.substr(1, word.size() - 2);
        const bool repeated = word.ends_with(kRepeated);
        if (repeated) word.remove_suffix(kRepeated.size());
        operands.push_back({word, needed, repeated});
    }
    return operands;
}

Result<Arguments> Arguments::read(const Words& words, std::span<const Option> common,
                                  std::span<const Option> own, std::string_view operands) try {
    po::options_description options;
    describe(common, options);
    describe(own, options);
    options.add_options()(kOperands, po::value<Words>(), "");
    const auto given = parse(words, options);

    Arguments arguments;
    for (const auto& [name, value] : given) {
        const auto* typed = boost::any_cast<Words>(&value.value());
        arguments.values_[name] = typed != nullptr ? *typed : Words{""};
    }
    for (const auto& option : own) {
        if (option.times == Times::once && arguments.all(option.name).size() > 1) {
            return invalid("option '--" + std::string(option.name) + "' is given twice");
        }
    }
    const auto loose = arguments.all(kOperands);
    if (auto taken = arguments.take_operands(loose, operands); !taken) return taken.error();
    return arguments;
} catch (const po::unknown_option& e) {
    return invalid(unknown_option(e.get_option_name(), names_of(common, own)));
} catch (const po::error& e) {
    return invalid(e.what());
}

Result<void> Arguments::take_operands(const Words& words, std::string_view declaration) {
    const auto operands = operands_of(declaration);
    for (std::size_t i = 0; i < operands.size(); ++i) {
        const auto& [name, needed, repeated] = operands[i];
        if (repeated && i < words.size()) {
            values_[std::string(name)].assign(words.begin() + static_cast<std::ptrdiff_t>(i),
                                              words.end());
            return {};
        }
        if (i < words.size()) {
            values_[std::string(name)] = {words[i]};
        } else if (needed) {
            return invalid(std::string(name) + " is missing");
        }
    }
    if (words.size() <= operands.size()) return {};
    return invalid("one word too many: " + in_quotes(words[operands.size()]));
}

std::optional<std::string> Arguments::value(std::string_view name) const {
    const auto& values = all(name);
    return values.empty() ? std::nullopt : std::optional(values.back());
}

const std::vector<std::string>& Arguments::all(std::string_view name) const {
    static const Words kNone;
    const auto found = values_.find(name);
    return found == values_.end() ? kNone : found->second;
}

}  // namespace postern
