// SPDX-License-Identifier: Apache-2.0
//
// opendkim.conf(5), KeyTable and SigningTable: which key signs what a sender domain writes, and
// whether that is the key that postern.yaml names. With a refile the first pattern that matches the
// address counts, with any other the address, its host, the domains above, and "*".
#include <algorithm>
#include <optional>

#include "postern/base/text.hpp"

#include "findings.hpp"
#include "signing_parts.hpp"

namespace postern::postfix {

namespace {

/// What a line of the KeyTable says.
struct KeyEntry {
    TableLine line;
    std::string domain;
    std::string selector;
    std::string path;  ///< "" where the key itself stands there.
};

/// "*" is any text.
bool matches(std::string_view pattern, std::string_view text) {
    if (pattern.empty()) return text.empty();
    if (pattern.front() != '*')
        return !text.empty() && text.front() == pattern.front() &&
               matches(pattern.substr(1), text.substr(1));
    for (std::size_t from = 0; from <= text.size(); ++from) {
        if (matches(pattern.substr(1), text.substr(from))) return true;
    }
    return false;
}

/// In the order of opendkim.conf(5).
std::vector<std::string> keys_of(const std::string& user, const std::string& domain) {
    std::vector<std::string> keys{user + "@" + domain, domain};
    for (const std::string& before : {user + "@", std::string()}) {
        for (auto dot = domain.find('.'); dot != domain.npos; dot = domain.find('.', dot + 1))
            keys.push_back(before + domain.substr(dot));
    }
    keys.push_back(user + "@*");
    keys.emplace_back("*");
    return keys;
}

/// Those lines that are for the sender's From, the first of them first.
std::vector<TableLine> signers_of(const OpendkimTables& tables, const SenderSettings& sender) {
    const auto lines = table_lines(tables.signers);
    const auto user = lower(sender.from);
    const auto domain = lower(sender.domain);
    std::vector<TableLine> found;
    const auto take = [&](auto&& is_for) {
        for (const auto& line : lines) {
            // A pattern begins where its line does.
            const bool counts = !tables.patterns || line.line.starts_with(line.key);
            if (counts && is_for(lower(line.key))) found.push_back(line);
        }
    };
    if (tables.patterns)
        take([&](const std::string& key) { return matches(key, user + "@" + domain); });
    else
        for (const auto& one : keys_of(user, domain))
            take([&](const std::string& key) { return key == one; });
    if (!tables.every_match && found.size() > 1) found.resize(1);
    return found;
}

std::string without_percent(std::string text, const std::string& domain) {
    for (auto at = text.find('%'); at != text.npos; at = text.find('%', at + domain.size()))
        text.replace(at, 1, domain);
    return text;
}

/// The first of that name counts.
std::optional<KeyEntry> entry_named(const std::string& name, const std::string& domain,
                                    const OpendkimTables& tables) {
    for (const auto& line : table_lines(tables.keys)) {
        if (line.key != name) continue;
        const auto first = std::min(line.value.find(':'), line.value.size());
        const auto second = std::min(line.value.find(':', first + 1), line.value.size());
        // Blanks beside a colon belong to what they stand beside.
        const auto part = [&](std::size_t from, std::size_t to) {
            return from >= to ? std::string() : line.value.substr(from, to - from);
        };
        auto path = without_percent(part(second + 1, line.value.size()), domain);
        if (!path.starts_with('/')) path.clear();
        return KeyEntry{line, without_percent(part(0, first), domain), part(first + 1, second),
                        std::move(path)};
    }
    return std::nullopt;
}

std::string value_for(const SigningKey& key) {
    return key.domain + ":" + key.selector + ":" + key.path;
}

/// Where the site has another key of the domain's name.
std::string other_name(const SigningKey& key) {
    return key.selector + "._domainkey." + key.domain;
}

/// The key's name, before what "i=" is to have.
std::string name_in(const TableLine& signer, const std::string& domain) {
    return without_percent(signer.value.substr(0, signer.value.find(':')), domain);
}

/// A line that postern writes into the SigningTable.
bool is_of_ours(const TableLine& signer, const OpendkimTables& tables, const SigningKey& key) {
    return signer.key == (tables.patterns ? "*@" : "") + key.domain &&
           (signer.value == key.domain || signer.value == other_name(key));
}

/// As plan_opendkim_key() writes it.
bool is_of_ours(const KeyEntry& entry, const std::string& domain) {
    return entry.line.key == domain && entry.domain == domain &&
           entry.path == "/etc/opendkim/keys/" + domain + "/" + entry.selector + ".private";
}

/// Where postern.yaml names no selector, any key will do that DMARC would take.
bool is_as_wanted(const KeyEntry& entry, const SenderSettings& sender, const SigningKey& key) {
    if (sender.dkim_selectors.empty())
        return entry.domain == key.domain || key.domain.ends_with("." + entry.domain);
    return entry.domain == key.domain && entry.selector == key.selector &&
           (!names_the_file(sender) || entry.path == key.path);
}

/// Under the domain's name or, where the site has another key of that name, under a longer one, of
/// which opendkim takes the first.
std::string enter(const OpendkimTables& tables, const SigningKey& key, TableNeeds& needs) {
    for (const auto& name : {key.domain, other_name(key)}) {
        const auto there = entry_named(name, key.domain, tables);
        if (!there) needs.keys += name + " " + value_for(key) + "\n";
        if (there && is_of_ours(*there, key.domain) && there->line.value != value_for(key))
            needs.replaced.push_back({std::string(there->line.line), name + " " + value_for(key)});
        if (!there || is_of_ours(*there, key.domain) || there->line.value == value_for(key))
            return name;
    }
    return other_name(key);
}

/// What the site is to write for the key to sign.
std::string to_be_written(const OpendkimTables& tables, const TableLine& signer,
                          const SigningKey& key) {
    return "put '" + signer.key + "' of " + tables.signing_file + " behind a line '" +
           (tables.patterns ? "*@" : "") + key.domain + " " + other_name(key) +
           "', and that key with '" + value_for(key) + "' into " + tables.key_file +
           " (postern senders key --new " + key.domain + " makes it)";
}

/// No key is made that nothing signs with.
void leave(const OpendkimTables& tables, const TableLine& signer, const KeyEntry& entry,
           SigningKey& key, Troubles& left) {
    key.needed = false;
    const auto has = entry.domain + ":" + entry.selector + ":" + entry.path;
    left.push_back({Trouble::Weight::fault, tables.key_file,
                    "has '" + has + "' for " + key.domain + ", by '" +
                        std::string(trim(signer.line)) + "' in " + tables.signing_file +
                        ", and postern.yaml has " + value_for(key) + ": name " + entry.selector +
                        " first in dkim-selectors, or " + to_be_written(tables, signer, key)});
}

/// More than the sender may be signed by that line.
void leave_nameless(const OpendkimTables& tables, const TableLine& signer, SigningKey& key,
                    Troubles& left) {
    key.needed = false;
    left.push_back({Trouble::Weight::fault, tables.signing_file,
                    "has '" + std::string(trim(signer.line)) + "' for " + key.domain +
                        ", and no key of that name is in " + tables.key_file + ": " +
                        to_be_written(tables, signer, key)});
}

/// The key of the tables, which the site signs with already.
void take_over(const KeyEntry& entry, const SenderSettings& sender, SigningKey& key) {
    key.own_folder = key.own_folder && entry.path == key.path;
    if (!entry.path.empty()) key.path = entry.path;
    if (entry.path.empty()) key.needed = false;
    if (sender.dkim_selectors.empty()) key.selector = entry.selector;
    if (entry.domain != key.domain) key.signs_as = entry.domain;
}

}  // namespace

void plan_opendkim_key(const OpendkimTables& tables, const SenderSettings& sender, SigningKey& key,
                       TableNeeds& needs, Troubles& left) {
    const auto signers = signers_of(tables, sender);
    std::vector<std::pair<TableLine, KeyEntry>> others;
    for (const auto& signer : signers) {
        const auto name = name_in(signer, key.domain);
        const auto entry = entry_named(name, key.domain, tables);
        if (!entry && !is_of_ours(signer, tables, key))
            return leave_nameless(tables, signer, key, left);
        if (!entry) {
            needs.keys += name + " " + value_for(key) + "\n";
            return;
        }
        if (is_as_wanted(*entry, sender, key)) return take_over(*entry, sender, key);
        others.emplace_back(signer, *entry);
    }
    const bool ours = std::any_of(others.begin(), others.end(), [&](const auto& other) {
        return is_of_ours(other.second, key.domain);
    });
    if (!others.empty() && !ours && !tables.every_match)
        return leave(tables, others.front().first, others.front().second, key, left);
    const auto name = enter(tables, key, needs);
    if (!ours) needs.signers += (tables.patterns ? "*@" : "") + key.domain + " " + name + "\n";
}

void look_at_former_senders(const OpendkimTables& tables, const Settings& settings,
                            Troubles& left) {
    for (const auto& line : table_lines(tables.keys)) {
        const auto entry = entry_named(line.key, line.key, tables);
        const bool sends =
            std::any_of(settings.senders.begin(), settings.senders.end(),
                        [&](const SenderSettings& sender) { return sender.domain == line.key; });
        if (sends || !is_of_ours(*entry, line.key)) continue;
        left.push_back({Trouble::Weight::note, tables.key_file,
                        "has a key for " + line.key +
                            ", which is no sender domain: its lines stay, and do no harm"});
    }
}

}  // namespace postern::postfix
