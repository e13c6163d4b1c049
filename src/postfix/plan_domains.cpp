// SPDX-License-Identifier: Apache-2.0
//
// Where the domains of the loop lead, and who is in the bounce domains. Each is a table of ours in
// front of those that are there, or behind them where the site's word is to count. They are tables
// of patterns, since a pattern of the site's that has every address is asked before any domain.
#include <algorithm>

#include "postern/postfix/parameters.hpp"

#include "findings.hpp"
#include "plan_parts.hpp"

namespace postern::postfix {

namespace {

constexpr auto kRecipientsWhy =
    "Only what looks like a return path gets in at a bounce domain; anything else is refused at "
    "RCPT, "
    "before postern is asked.";

std::string escaped(const std::string& domain) {
    std::string pattern;
    for (const char c : domain) pattern.append(c == '.' ? "\\" : "").append(1, c);
    return pattern;
}

std::string return_paths_at(const std::string& domain) {
    return "/^b\\+[a-z0-9-]+@" + escaped(domain) + "$/";
}

std::vector<std::string> current_bounce_domains(const Settings& settings) {
    auto domains = own_domains(settings);
    domains.erase(domains.begin());
    return domains;
}

/// Those of our table that postern.yaml no longer has and relay_domains has still: returns of what
/// was sent come for weeks, and without the table everybody would be there.
std::vector<std::string> former_bounce_domains(const Ground& ground) {
    const auto table = ground.around.tables.find("recipients");
    if (table == ground.around.tables.end()) return {};
    const auto current = current_bounce_domains(ground.settings);
    std::vector<std::string> former;
    for (auto& domain : split_list(list_of("", "relay_domains", ground.site).text)) {
        const bool listed = table->second.find(return_paths_at(domain)) != std::string::npos;
        if (listed && !contains(current, domain)) former.push_back(std::move(domain));
    }
    return former;
}

std::vector<std::string> bounce_domains(const Ground& ground) {
    auto domains = current_bounce_domains(ground.settings);
    for (auto& domain : former_bounce_domains(ground)) domains.push_back(std::move(domain));
    return domains;
}

std::string line_for(const std::string& domain, const std::string& transport,
                     const std::string& port) {
    return "/@" + escaped(domain) + "$/  " + transport + ":[127.0.0.1]:" + port + "\n";
}

bool leads_right(const std::string& domain, const std::string& transport, const std::string& port,
                 const Site& site) {
    const auto found = site.transports.find(domain);
    return found != site.transports.end() && found->second.starts_with(transport + ":") &&
           found->second.ends_with(":" + port);
}

void plan_transports(const Ground& ground, Plan& plan) {
    const auto list = list_of("rewrite", "transport_maps", ground.site);
    const auto ours = table_at("transport", ground);
    bool right = true;
    Table table{"transport", {}, {}};
    for (const auto& domain : own_domains(ground.settings)) {
        const bool drafts = domain == ground.settings.drafts.domain;
        const std::string transport = drafts ? "postern-fan" : "postern-bounce";
        const auto& port = drafts ? ground.ports.out : ground.ports.bounce;
        right = right && leads_right(domain, transport, port, ground.site);
        table.text += line_for(domain, transport, port);
    }
    for (const auto& domain : former_bounce_domains(ground))
        table.text += line_for(domain, "postern-bounce", ground.ports.bounce);
    if (right && !contains(split_list(list.text), ours)) return;
    Line line{list.kind, list.place, right ? list.text : in_front(ours, list.text),
              shipped_reasons().at("transport_maps"), list.text};
    table.why = line.why;
    line.in_force = line.value == line.present;
    plan_table(std::move(table), ground, plan);
    plan.lines.push_back(std::move(line));
}

void plan_relay_domains(const Ground& ground, Plan& plan) {
    const auto list = list_of("", "relay_domains", ground.site);
    std::string missing;
    for (const auto& domain : current_bounce_domains(ground.settings)) {
        if (!contains(ground.site.received, domain))
            missing += (missing.empty() ? "" : ", ") + domain;
    }
    Line line{list.kind, list.place, list.text, shipped_reasons().at("relay_domains"), list.text};
    line.in_force = missing.empty();
    if (!missing.empty()) line.value = missing + (list.text.empty() ? "" : ", ") + list.text;
    plan.lines.push_back(std::move(line));
}

/// A return path's shape is all that the world may write to there.
void plan_recipients(const Ground& ground, Plan& plan) {
    const auto list = list_of("", "relay_recipient_maps", ground.site);
    const auto ours = table_at("recipients", ground);
    const bool listed = contains(split_list(list.text), ours);
    const auto domains = current_bounce_domains(ground.settings);
    // Who is there is known only of domains that are received already.
    const bool received = std::all_of(domains.begin(), domains.end(), [&](const auto& domain) {
        return contains(ground.site.received, domain);
    });
    if (!listed && !list.text.empty() && received && ground.site.refused.empty()) return;
    Table table{"recipients", {}, kRecipientsWhy};
    std::string any;
    for (const auto& domain : bounce_domains(ground)) {
        table.text += return_paths_at(domain) + "  ok\n";
        any += (any.empty() ? "" : "|") + escaped(domain);
    }
    const bool alone = list_without(ours, list.text).empty();
    if (alone) {
        table.why += " Everybody of your other relay_domains gets in, as before.";
        table.text += "# Whoever is in another of the site's relay_domains, exists.\n!/@(" + any +
                      ")$/  ok\n";
    }
    const bool stays = listed && ground.site.refused.empty();
    Line line{list.kind, list.place, stays ? list.text : in_front(ours, list.text), table.why,
              list.text};
    line.in_force = line.value == line.present;
    plan_table(std::move(table), ground, plan);
    plan.lines.push_back(std::move(line));
}

/// Who is reached at the people's addresses of the bounce domains.
Table table_of_people(const Ground& ground) {
    Table table{"people", {}, shipped_reasons().at("virtual_alias_maps")};
    for (const auto& domain : bounce_domains(ground))
        table.text += "/^(postmaster|abuse)@" + escaped(domain) + "$/  postmaster\n";
    return table;
}

/// Who stays who they are, whatever the site's aliases say.
Table table_of_unaliased(const Ground& ground) {
    Table table{"unaliased",
                {},
                "An alias of yours takes every address of these domains, and aliases come before "
                "transports. What is for postern keeps its address."};
    for (const auto& domain : bounce_domains(ground))
        table.text += "/^(b\\+[a-z0-9-]+@" + escaped(domain) + ")$/  $1\n";
    table.text += "/^(.+@" + escaped(ground.settings.drafts.domain) + ")$/  $1\n";
    return table;
}

/// People stand behind the site's aliases, which may name somebody else. What no alias may take
/// stands before them, and only where one does.
void plan_aliases(const Ground& ground, Plan& plan) {
    const auto list = list_of("cleanup", "virtual_alias_maps", ground.site);
    const auto& swallowed = ground.site.swallowed;
    const bool taken = std::any_of(swallowed.begin(), swallowed.end(), [&](const auto& one) {
        return one.where == list.place && one.answer != one.key;
    });
    const auto people = table_at("people", ground);
    const auto unaliased = table_at("unaliased", ground);
    Line line{list.kind, list.place, list.text, shipped_reasons().at("virtual_alias_maps"),
              list.text};
    if (!contains(split_list(list.text), people))
        line.value += (list.text.empty() ? "" : ", ") + people;
    if (taken) line.value = in_front(unaliased, line.value);
    line.in_force = line.value == line.present;
    plan_table(table_of_people(ground), ground, plan);
    if (contains(split_list(line.value), unaliased))
        plan_table(table_of_unaliased(ground), ground, plan);
    plan.lines.push_back(std::move(line));
}

}  // namespace

void plan_domains(const Ground& ground, Plan& plan) {
    for (auto* part : {plan_relay_domains, plan_transports, plan_recipients, plan_aliases})
        part(ground, plan);
}

}  // namespace postern::postfix
