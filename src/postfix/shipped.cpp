// SPDX-License-Identifier: Apache-2.0
//
// Reads the snippets of conf/postfix as far as they are written: one -o a line, no braces in
// master.cf, and the services that have a role.
#include <algorithm>
#include <array>
#include <utility>

#include "postern/base/text.hpp"
#include "postern/postfix/parameters.hpp"

#include "lines.hpp"
#include "shipped_texts.hpp"

namespace postern::postfix {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kRoles{{
    {"127.0.0.1:10025", "draft"},
    {"postern-cleanup-draft", "draft-cleanup"},
    {"postern-fan", "fan"},
    {"127.0.0.1:10026", "out"},
    {"postern-cleanup-out", "out-cleanup"},
    {"postern-bounce", "to-bounce"},
    {"127.0.0.1:10027", "bounce"},
    {"postern-cleanup-again", "again-cleanup"},
}};

std::string role_of(std::string_view service) {
    const auto* found = std::find_if(kRoles.begin(), kRoles.end(),
                                     [&](const auto& role) { return role.first == service; });
    return found == kRoles.end() ? "" : std::string(found->second);
}

/// "  -o NAME=VALUE", where `mark` stands before it.
bool read_option(std::string_view line, std::string_view mark, Parameters& options) {
    const auto start = std::string(mark) + "  -o ";
    if (!line.starts_with(start)) return false;
    line.remove_prefix(start.size());
    const auto equals = line.find('=');
    options.try_emplace(std::string(line.substr(0, equals)), line.substr(equals + 1));
    return true;
}

/// The comment that stands above a line, as sentences. What is indented there is a list, and is not
/// for here.
class Comment {
  public:
    void read(std::string_view line) {
        const bool comment = line.starts_with('#');
        if (comment && !before_) text_.clear();
        before_ = comment;
        list_ = comment && (list_ || line.starts_with("#  "));
        if (!comment || list_ || line.size() < 2) return;
        text_.append(text_.empty() ? "" : " ").append(trim(line.substr(1)));
    }
    [[nodiscard]] const std::string& text() const { return text_; }

  private:
    std::string text_;
    bool before_ = false;
    bool list_ = false;
};

std::vector<Shipped> read_services() {
    std::vector<Shipped> all;
    Comment comment;
    for (const auto line : lines_of(kMasterCf)) {
        comment.read(line);
        if (!all.empty() && read_option(line, "", all.back().service.options)) continue;
        if (!all.empty() && read_option(line, "#", all.back().optional)) continue;
        if (line.empty() || line.front() == '#') continue;
        auto service = parse_services(line, "").front();
        auto role = role_of(service.name);
        all.push_back({std::move(role), std::move(service), {}, comment.text()});
    }
    return all;
}

/// Logical lines: one that begins with a blank goes on with the one before.
Parameters read_parameters() {
    std::string text;
    for (const auto line : lines_of(kMainCf)) {
        if (line.empty() || line.front() == '#') continue;
        text.append(line.front() == ' ' ? " " : "\n").append(trim(line));
    }
    return parse_parameters(text);
}

Parameters read_reasons() {
    Parameters reasons;
    Comment comment;
    for (const auto line : lines_of(kMainCf)) {
        comment.read(line);
        const auto equals = line.find('=');
        if (line.empty() || line.front() == '#' || line.front() == ' ') continue;
        reasons.emplace(trim(line.substr(0, equals)), comment.text());
    }
    return reasons;
}

}  // namespace

const Parameters& shipped_reasons() {
    static const auto kReasons = read_reasons();
    return kReasons;
}

std::span<const Shipped> shipped_services() {
    static const auto kServices = read_services();
    return kServices;
}

const Parameters& shipped_parameters() {
    static const auto kParameters = read_parameters();
    return kParameters;
}

}  // namespace postern::postfix
