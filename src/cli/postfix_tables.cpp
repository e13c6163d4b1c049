// SPDX-License-Identifier: Apache-2.0
#include "postfix_tables.hpp"

#include <algorithm>

#include "postern/base/file.hpp"
#include "postern/base/text.hpp"
#include "postern/postfix/check_actions.hpp"
#include "postern/postfix/trouble.hpp"

namespace postern {

namespace {

using postfix::Service;
using postfix::Site;
using Words = std::vector<std::string>;
using Answers = std::vector<postfix::TableAnswer>;

/// As long as a token is, since patterns count.
constexpr auto kReturnPath = "b+abcdefghijklmnopqrstuvwxyz234567@";

/// In the order of virtual(5), canonical(5) and generic(5).
Words address_keys(const std::string& address, const Site& site) {
    const auto at = address.find('@');
    Words keys{address};
    const auto mark = address.find_first_of(site.parameter("recipient_delimiter"));
    if (mark < at) keys.push_back(address.substr(0, mark) + address.substr(at));
    keys.push_back(address.substr(at));
    return keys;
}

/// The site's own services that run one of these programs; where there is none, main.cf alone.
std::vector<Service> own_services(const Site& site, const Words& commands) {
    std::vector<Service> own;
    for (const auto& service : site.services) {
        const bool runs =
            std::find(commands.begin(), commands.end(), service.command) != commands.end();
        if (runs && !service.name.starts_with("postern-")) own.push_back(service);
    }
    if (own.empty()) own.emplace_back();
    return own;
}

void add(postfix::TableAnswer answer, Answers& answers) {
    const bool known = std::any_of(answers.begin(), answers.end(), [&](const auto& one) {
        return one.where == answer.where && one.key == answer.key;
    });
    if (!known) answers.push_back(std::move(answer));
}

/// Each line that a notification might have, for itself.
void ask_about_lines(const Service& service, const SenderSettings& sender, PostfixTables& tables,
                     Site& site) {
    const auto from = sender.from + "@" + sender.domain;
    const Words lines{"From: " + from, "From: \"Shop\" <" + from + ">", "Subject: postern",
                      "Auto-Submitted: auto-generated",
                      "Message-ID: <check@" + sender.domain + ">"};
    for (const auto& line : lines)
        ask(service, "smtp_header_checks", {line}, site, tables, site.rewritten);
    for (const auto* line : {"MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8",
                             "Content-Transfer-Encoding: quoted-printable"})
        ask(service, "smtp_mime_header_checks", {line}, site, tables, site.rewritten);
    ask(service, "smtp_body_checks", {"A visitor wrote to you."}, site, tables, site.rewritten);
}

void ask_about_the_way_out(const Settings& settings, PostfixTables& tables, Site& site) {
    for (const auto& service : own_services(site, {"smtp", "lmtp"})) {
        for (const auto& sender : settings.senders) {
            for (const auto& address :
                 {kReturnPath + sender.bounce_domain, sender.from + "@" + sender.domain})
                ask(service, "smtp_generic_maps", address_keys(address, site), site, tables,
                    site.rewritten);
            ask_about_lines(service, sender, tables, site);
        }
    }
}

void ask_about_the_way_in(const std::string& address, bool drafts, PostfixTables& tables,
                          Site& site) {
    const auto keys = address_keys(address, site);
    for (const auto& cleanup : own_services(site, {"cleanup"})) {
        for (const auto* parameter :
             {"virtual_alias_maps", "canonical_maps", "recipient_canonical_maps"})
            ask(cleanup, parameter, keys, site, tables, site.swallowed);
        if (drafts)
            ask(cleanup, "recipient_bcc_maps", keys, site, tables, site.copied);
        else
            ask(cleanup, "sender_canonical_maps", keys, site, tables, site.swallowed);
    }
    for (const auto& rewrite : own_services(site, {"trivial-rewrite"}))
        ask(rewrite, "relocated_maps", keys, site, tables, site.swallowed);
}

/// Postfix's own list of who is there, where the site has one: without us in it, bounces from
/// outside are refused.
void ask_who_is_there(const std::string& address, PostfixTables& tables, Site& site) {
    const std::string name = "relay_recipient_maps";
    const auto domain = address.substr(address.find('@') + 1);
    const bool ours =
        !site.parameter(name).empty() && tables.lists("relay_domains", domain).value_or(false);
    if (!ours) return;
    Answers found;
    const auto unopened = site.unopened.size();
    ask({}, name, address_keys(address, site), site, tables, found);
    if (found.empty() && site.unopened.size() == unopened)
        add({name, {}, address, {}}, site.refused);
}

}  // namespace

std::optional<std::string> PostfixTables::answer(const std::string& where, const std::string& table,
                                                 const std::string& key) {
    if (site_.unopened.contains(table)) return std::nullopt;
    const std::pair question{table, key};
    if (const auto told = told_.find(question); told != told_.end()) return told->second;
    auto answer = programs_.postmap(table, key);
    if (answer) return told_.emplace(question, *std::move(answer)).first->second;
    site_.unopened.insert({table, {where, answer.error().message()}});
    return std::nullopt;
}

std::optional<bool> PostfixTables::lists(const std::string& name, const std::string& domain) {
    if (entry_for(name, domain)) return true;
    const auto entries = postfix::split_list(site_.parameter(name));
    const bool known = std::none_of(entries.begin(), entries.end(), [&](const auto& entry) {
        return site_.unopened.contains(entry);
    });
    return known ? std::optional(false) : std::nullopt;
}

/// postconf(5): the first entry that matches counts, and "!" spares what follows it.
std::optional<postfix::TableAnswer> PostfixTables::entry_for(const std::string& name,
                                                             const std::string& domain) {
    for (const auto& entry : postfix::split_list(site_.parameter(name))) {
        const bool spares = entry.starts_with('!');
        const auto word = entry.substr(spares ? 1 : 0);
        const bool is_table = word.find(':') != word.npos;
        const auto found = is_table                ? answer(name, word, domain).value_or("")
                           : iequals(word, domain) ? word
                                                   : std::string();
        if (found.empty()) continue;
        if (spares) return std::nullopt;
        return postfix::TableAnswer{name, entry, domain, is_table ? found : ""};
    }
    return std::nullopt;
}

std::vector<std::string> PostfixTables::actions(const std::string& table) const {
    const postfix::TableName name(table);
    const Words unread{""};
    if (name.is_inline()) return postfix::inline_actions(name);
    if (!name.file().empty()) {
        const auto text = read_file(name.file());
        return text ? postfix::actions_in(name, *text) : unread;
    }
    const auto text = name.is_listed() ? programs_.listing(table)
                                       : Result<std::string>(Error{ErrorCode::not_found, {}});
    return text ? postfix::actions_in(name, *text) : unread;
}

void ask(const Service& service, const std::string& parameter, const Words& keys, const Site& site,
         PostfixTables& tables, Answers& answers) {
    const auto where = service.place_of(parameter);
    for (const auto& key : keys) {
        for (const auto& table : postfix::split_list(site.in_force(service, parameter))) {
            if (key.starts_with('@') && is_pattern(table)) continue;
            const auto answer = tables.answer(where, table, key);
            if (!answer || answer->empty()) continue;
            return add({where, table, key, *answer}, answers);
        }
    }
}

bool is_pattern(const std::string& table) {
    return table.starts_with("regexp:") || table.starts_with("pcre:") ||
           table.starts_with("static:");
}

void ask_about_addresses(const Settings& settings, PostfixTables& tables, Site& site) {
    ask_about_the_way_out(settings, tables, site);
    for (const auto& domain : postfix::own_domains(settings)) {
        const bool drafts = domain == settings.drafts.domain;
        const auto address = (drafts ? "postern-check+tag@" : kReturnPath) + domain;
        ask_about_the_way_in(address, drafts, tables, site);
        if (!drafts) ask_who_is_there(address, tables, site);
    }
}

}  // namespace postern
