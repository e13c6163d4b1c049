// SPDX-License-Identifier: Apache-2.0
#include "postfix_site.hpp"

#include <filesystem>
#include <optional>
#include <system_error>

#include "postern/base/text.hpp"
#include "postern/postfix/trouble.hpp"

#include "postfix_tables.hpp"

namespace postern {

namespace {

using Words = std::vector<std::string>;

/// In the order of transport(5).
Words transport_keys(const std::string& domain) {
    Words keys{"postern-check@" + domain, domain};
    for (auto dot = domain.find('.'); dot != domain.npos; dot = domain.find('.', dot + 1)) {
        keys.push_back(domain.substr(dot));
    }
    keys.emplace_back("*");
    return keys;
}

/// Nothing where a table that might answer first cannot be asked.
std::optional<std::string> first_answer(const std::string& list, const Words& keys,
                                        PostfixTables& tables) {
    const std::string name = "transport_maps";
    for (std::size_t i = 0; i < keys.size(); ++i) {
        for (const auto& table : postfix::split_list(list)) {
            if (i > 0 && is_pattern(table)) continue;
            auto answer = tables.answer(name, table, keys[i]);
            if (!answer || !answer->empty()) return answer;
        }
    }
    return "";
}

void ask_about_domains(const Settings& settings, PostfixTables& tables, postfix::Site& site) {
    const auto transports = site.in_force("rewrite", "transport_maps");
    for (const auto& domain : postfix::own_domains(settings)) {
        if (auto answer = first_answer(transports, transport_keys(domain), tables))
            site.transports[domain] = *std::move(answer);
        // What cannot be known is told of as such, and not as missing.
        if (tables.lists("relay_domains", domain).value_or(true)) site.received.push_back(domain);
        for (const auto* list :
             {"mydestination", "virtual_alias_domains", "virtual_mailbox_domains"}) {
            if (auto entry = tables.entry_for(list, domain))
                site.claimed.push_back(*std::move(entry));
        }
    }
}

/// What the site's own cleanup does to the field that port 25 writes.
void ask_about_origin(PostfixTables& tables, postfix::Site& site) {
    const std::string field = "Received: from mx.example (mx.example [192.0.2.1])";
    for (const auto& table : postfix::split_list(site.in_force("cleanup", "header_checks"))) {
        const auto answer = lower(tables.answer("header_checks", table, field).value_or(""));
        site.hides_outside = site.hides_outside || answer.starts_with("ignore") ||
                             answer.starts_with("replace") || answer.starts_with("strip");
    }
}

/// bounce(8) ends where its templates cannot be read.
void look_for_templates(postfix::Site& site) {
    const std::string name = "bounce_template_file";
    const auto file = site.in_force("bounce", name);
    std::error_code failed;
    if (!file.empty() && !std::filesystem::is_regular_file(file, failed)) site.absent[name] = file;
}

}  // namespace

Result<postfix::Site> read_postfix_site(const Settings& settings) {
    const PostfixPrograms programs(settings.postfix);
    postfix::Site site;
    auto parameters = programs.postconf({"-x"});
    if (!parameters) return parameters.error();
    auto written = programs.postconf({});
    if (!written) return written.error();
    auto services = programs.postconf({"-M"});
    if (!services) return services.error();
    auto options = programs.postconf({"-x", "-P"});
    if (!options) return options.error();
    site.parameters = postfix::parse_parameters(*parameters);
    site.written = postfix::parse_parameters(*written);
    site.services = postfix::parse_services(*services, *options);
    PostfixTables tables(programs, site);
    ask_about_domains(settings, tables, site);
    ask_about_addresses(settings, tables, site);
    ask_about_queueing_again(settings, tables, site);
    ask_about_origin(tables, site);
    look_for_templates(site);
    return site;
}

}  // namespace postern
