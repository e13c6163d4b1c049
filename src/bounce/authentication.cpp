// SPDX-License-Identifier: Apache-2.0
#include "postern/bounce/authentication.hpp"

#include <algorithm>
#include <set>
#include <string_view>

#include "postern/base/text.hpp"

namespace postern {

namespace {

constexpr char kQuote = '"';

/// Comments (RFC 5322 section 3.2.2) out, and what is quoted as one word: a ';' in it ends nothing.
std::string plain(std::string_view value) {
    std::string out;
    int depth = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < value.size(); ++i) {
        char c = value[i];
        const bool escaped = c == '\\' && (quoted || depth > 0) && i + 1 < value.size();
        if (escaped) c = value[++i];
        if (!escaped && c == kQuote && depth == 0) {
            quoted = !quoted;
            continue;
        }
        if (!escaped && !quoted && c == '(') ++depth;
        const bool is_comment = depth > 0;
        if (!escaped && !quoted && c == ')' && depth > 0) --depth;
        if (is_comment) continue;
        // Within quotes nothing is a sign.
        const bool is_sign = c == ';' || c == '=' || c == ' ' || c == '\t' || c == '\n';
        out += quoted && is_sign ? '_' : c;
    }
    return out;
}

std::vector<std::string_view> split(std::string_view text, std::string_view at) {
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        const auto end = std::min(text.find_first_of(at), text.size());
        if (const auto part = trim(text.substr(0, end)); !part.empty()) parts.push_back(part);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

/// One result: "dkim=pass header.d=provider.example".
struct MethodResult {
    std::string method;
    bool passed = false;
    std::string domain;
};

MethodResult method_result(std::string_view text) {
    MethodResult found;
    for (const auto word : split(text, " \t\r\n")) {
        const auto equals = word.find('=');
        if (equals == std::string_view::npos) continue;
        const auto name = lower(word.substr(0, equals));
        const auto value = lower(word.substr(equals + 1));
        if (found.method.empty()) {
            // "dkim/1": a version may follow.
            found.method = name.substr(0, name.find('/'));
            found.passed = value == "pass";
        }
        const bool names_domain = (found.method == "dkim" && name == "header.d") ||
                                  (found.method == "spf" && name == "smtp.mailfrom");
        if (names_domain) found.domain = value.substr(value.rfind('@') + 1);
    }
    return found;
}

bool is_ours(std::string_view words, const std::vector<std::string>& authserv_ids) {
    const auto id = lower(words.substr(0, words.find_first_of(" \t")));
    return std::find(authserv_ids.begin(), authserv_ids.end(), id) != authserv_ids.end();
}

}  // namespace

std::vector<std::string> authenticated_domains(const HeaderList& headers,
                                               const std::vector<std::string>& authserv_ids) {
    std::vector<std::string> domains;
    std::set<std::string> known;
    int hops = 0;
    for (const auto& field : headers) {
        if (iequals(field.name, "Received") && ++hops > 1) break;
        if (!iequals(field.name, "Authentication-Results")) continue;
        const auto text = plain(unfolded(field.value));
        const auto parts = split(text, ";");
        if (parts.empty() || !is_ours(parts.front(), authserv_ids)) continue;
        std::set<std::string> here;
        for (std::size_t i = 1; i < parts.size(); ++i) {
            auto result = method_result(parts[i]);
            here.insert(result.method);
            const bool counts = result.passed && !known.contains(result.method);
            if (counts && !result.domain.empty()) domains.push_back(std::move(result.domain));
        }
        known.merge(here);
    }
    return domains;
}

}  // namespace postern
