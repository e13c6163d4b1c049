// SPDX-License-Identifier: Apache-2.0
#include "opendkim_conf.hpp"

#include <algorithm>

#include "postern/base/text.hpp"

#include "findings.hpp"
#include "lines.hpp"
#include "signing_parts.hpp"

namespace postern::postfix {

namespace {

/// opendkim refuses to start by more.
constexpr int kDeepest = 5;
constexpr std::string_view kOtherKinds[]{
    "db:", "dsn:", "ldap:", "ldaps:", "ldapi:", "lua:", "mdb:", "memcache:", "erlang:"};

std::string_view without_comment(std::string_view line) {
    return trim(line.substr(0, line.find('#')));
}

std::string_view word_of(std::string_view line) {
    return line.substr(0, line.find_first_of(" \t"));
}

}  // namespace

OpendkimConf::OpendkimConf(const SignerFiles& files) {
    read(files.start.conf, files, 0);
}

void OpendkimConf::read(const std::string& path, const SignerFiles& files, int depth) {
    const auto text = text_of(path, files);
    for (const auto whole : lines_of(text)) {
        const auto line = without_comment(whole);
        const auto name = word_of(line);
        const std::string value(trim(line.substr(name.size())));
        if (!iequals(name, "Include")) {
            if (!name.empty()) lines_.emplace_back(lower(name), value);
        } else if (depth < kDeepest && !contains(included_, value)) {
            included_.push_back(value);
            read(value, files, depth + 1);
        }
    }
}

std::string OpendkimConf::value(std::string_view name) const {
    const auto wanted = lower(name);
    const auto last = std::find_if(lines_.rbegin(), lines_.rend(),
                                   [&](const auto& line) { return line.first == wanted; });
    return last == lines_.rend() ? "" : last->second;
}

bool OpendkimConf::is_on(std::string_view name) const {
    const auto said = value(name);
    return !said.empty() && std::string_view("TtYy1").find(said.front()) != std::string_view::npos;
}

bool OpendkimConf::has_together(const std::string& first, const std::string& second) const {
    const auto is = [](const auto& line, const std::string& wanted) {
        return line.first + " " + line.second == wanted;
    };
    return std::adjacent_find(lines_.begin(), lines_.end(), [&](const auto& one, const auto& next) {
               return is(one, first) && is(next, second);
           }) != lines_.end();
}

DataSet data_set_of(std::string_view value) {
    using Kind = DataSet::Kind;
    const auto rest = [&](std::string_view kind) { return std::string(value.substr(kind.size())); };
    if (istarts_with(value, "file:")) return {Kind::file, rest("file:")};
    if (istarts_with(value, "refile:")) return {Kind::patterns, rest("refile:")};
    if (istarts_with(value, "csl:")) return {Kind::list, rest("csl:")};
    const bool other = std::any_of(std::begin(kOtherKinds), std::end(kOtherKinds),
                                   [&](auto kind) { return istarts_with(value, kind); });
    if (other || value.ends_with(".db")) return {Kind::other, std::string(value)};
    if (value.starts_with('/')) return {Kind::file, std::string(value)};
    return {Kind::list, std::string(value)};
}

std::optional<std::vector<std::string>> keys_in(const DataSet& set, const SignerFiles& files) {
    if (set.kind == DataSet::Kind::other) return std::nullopt;
    std::vector<std::string> keys;
    if (set.kind == DataSet::Kind::list) {
        for (std::size_t from = 0; from < set.rest.size();) {
            const auto end = std::min(set.rest.find(',', from), set.rest.size());
            const auto entry = trim(std::string_view(set.rest).substr(from, end - from));
            if (!entry.empty()) keys.emplace_back(entry.substr(0, entry.find('=')));
            from = end + 1;
        }
        return keys;
    }
    const auto found = files.texts.find(set.rest);
    if (found == files.texts.end() || !found->second) return std::nullopt;
    const bool patterns = set.kind == DataSet::Kind::patterns;
    for (const auto line : lines_of(*found->second)) {
        // A pattern begins at the start of its line.
        if (patterns && line.starts_with(' ')) continue;
        const auto key = word_of(without_comment(line));
        if (!key.empty()) keys.emplace_back(key);
    }
    return keys;
}

}  // namespace postern::postfix
