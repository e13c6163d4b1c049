// SPDX-License-Identifier: Apache-2.0
//
// What no service can keep off: how long the queue keeps mail, how large it may be, who may ask
// for a release, where domains lead, what is switched off.
#include <algorithm>
#include <charconv>

#include "postern/postfix/parameters.hpp"
#include "postern/postfix/trouble.hpp"

#include "spans.hpp"

namespace postern::postfix {

namespace {

using Weight = Trouble::Weight;
using Words = std::vector<std::string>;

template <typename Value, typename Wanted>
bool contains(const std::vector<Value>& all, const Wanted& one) {
    return std::find(all.begin(), all.end(), one) != all.end();
}

std::string set_main(const std::string& name, const std::string& value) {
    return "postconf -e '" + name + "=" + value + "'";
}

/// The longest window, and after it the longest time until postern gives up by itself.
Duration longest_wait(const Settings& s) {
    return std::max(s.grace_window.offline_message, s.grace_window.missed_chat) +
           std::max({s.dns.give_up_after, s.reputation.give_up_after, s.reputation.retry_within});
}

void look_at_lifetimes(const Site& site, const Settings& settings, Troubles& troubles) {
    const auto needed = longest_wait(settings);
    for (const std::string name : {"maximal_queue_lifetime", "bounce_queue_lifetime"}) {
        const auto text = site.in_force("qmgr", name);
        const auto value = parse_span(text, 'd');
        if (!value || *value > needed) continue;
        troubles.push_back({Weight::fault, name,
                            "is " + text +
                                ": Postfix returns a draft that waits longer, and a grace window "
                                "and giving up together take " +
                                format_span(needed),
                            set_main(name, "5d")});
    }
}

/// A warning carries the sealed draft to the platform.
void look_at_warnings(const Site& site, const Settings& settings, Troubles& troubles) {
    const auto* cleanup = playing("draft-cleanup", site, settings);
    if (cleanup == nullptr) return;
    const auto text = site.in_force(*cleanup, "delay_warning_time");
    const auto value = parse_span(text, 'h');
    if (!value || *value == Duration{0} || *value > longest_wait(settings)) return;
    const auto where = cleanup->path() + "/delay_warning_time";
    troubles.push_back({Weight::fault, where,
                        "is " + text + ": the platform is sent a warning for a draft that waits",
                        "postconf -P '" + where + "=0h'"});
}

void look_at_size(const std::string& role, const Site& site, const Settings& settings,
                  std::uint64_t needed, Troubles& troubles) {
    const auto* service = playing(role, site, settings);
    if (service == nullptr) return;
    const auto text = site.in_force(*service, "message_size_limit");
    std::uint64_t limit = 0;
    std::from_chars(text.data(), text.data() + text.size(), limit);
    if (limit == 0 || limit >= needed) return;
    const auto where = service->path() + "/message_size_limit";
    troubles.push_back(
        {Weight::fault, where,
         "is " + text + ", less than the " + std::to_string(needed) + " that postern.yaml lets in",
         "postconf -P '" + where + "=" + std::to_string(needed) + "'"});
}

/// A list of users as authorized_flush_users has it. A table cannot be read from here.
void look_at_users(const std::string& name, const Site& site, const Settings& settings,
                   Troubles& troubles) {
    const auto users = split_list(site.parameter(name));
    const auto& user = settings.milter.user;
    const bool refused = contains(users, "!" + user);
    const bool everybody = std::any_of(users.begin(), users.end(), [](const std::string& one) {
        return one.starts_with("static:");
    });
    if (user.empty() || (!refused && (everybody || contains(users, user)))) return;
    const bool table = std::any_of(users.begin(), users.end(), [](const std::string& one) {
        return one.find_first_of(":/") != one.npos;
    });
    auto mended = user;
    for (const auto& one : users) {
        if (one != "!" + user && one != user) mended += ", " + one;
    }
    troubles.push_back({!refused && table ? Weight::unknown : Weight::fault, name,
                        "is '" + site.parameter(name) + "', without the user " + user +
                            ": posternd cannot have parked notifications presented again",
                        set_main(name, mended)});
}

void look_at_transport(const std::string& domain, const std::string& transport,
                       const Service* service, const Site& site, Troubles& troubles) {
    const auto found = site.transports.find(domain);
    if (service == nullptr || found == site.transports.end()) return;
    const auto& answer = found->second;
    if (answer.starts_with(transport + ":") && answer.ends_with(":" + service->port())) return;
    troubles.push_back({Weight::fault, "transport_maps",
                        domain + (answer.empty() ? " is not there" : " leads to " + answer) +
                            ", and has to lead to " + transport + ":[127.0.0.1]:" + service->port(),
                        "postconf -e \"transport_maps=inline:{ {" + domain + "=" + transport +
                            ":[127.0.0.1]:" + service->port() +
                            "} } $(postconf -h transport_maps)\""});
}

void look_at_domains(const Site& site, const Settings& settings, Troubles& troubles) {
    const auto domains = own_domains(settings);
    for (const auto& domain : domains) {
        const bool drafts = domain == settings.drafts.domain;
        look_at_transport(domain, drafts ? "postern-fan" : "postern-bounce",
                          playing(drafts ? "out" : "bounce", site, settings), site, troubles);
        if (drafts || contains(site.received, domain)) continue;
        troubles.push_back(
            {Weight::fault, "relay_domains",
             domain + " is not there: bounces from outside are refused",
             "postconf -e \"relay_domains=$(postconf -h relay_domains), " + domain + "\""});
    }
}

/// Our services make long names; at its start Postfix goes by main.cf, and renames the files.
void look_at_names(const Site& site, Troubles& troubles) {
    const std::string name = "enable_long_queue_ids";
    if (site.parameter(name) == "yes") return;
    troubles.push_back({Weight::fault, name,
                        "is no: each start of Postfix gives parked notifications other queue ids, "
                        "and they are released late",
                        set_main(name, "yes")});
}

void look_at_switches(const Site& site, Troubles& troubles) {
    for (const auto& name : split_list(site.in_force("qmgr", "defer_transports"))) {
        if (name != "postern-fan" && name != "postern-bounce") continue;
        troubles.push_back(
            {Weight::fault, "defer_transports",
             "has " + name + ": it delivers nothing until somebody flushes the queue"});
    }
    const auto off = site.parameter("master_service_disable");
    if (!off.empty())
        troubles.push_back({Weight::fault, "master_service_disable",
                            "is '" + off + "': services of the loop may be switched off by it",
                            set_main("master_service_disable", "")});
}

void look_at_smtputf8(const Site& site, const Settings& settings, Troubles& troubles) {
    const auto* out = playing("out", site, settings);
    if (out == nullptr) return;
    const bool all =
        contains(split_list(site.in_force(*out, "smtputf8_autodetect_classes")), "all");
    const bool allowed = settings.recipients.smtputf8 == Permission::allow;
    if (all == allowed) return;
    const auto where = out->path() + "/smtputf8_autodetect_classes";
    const std::string value = allowed ? "all" : "sendmail,verify";
    troubles.push_back({Weight::note, where,
                        std::string("recipients.smtputf8 is ") + (allowed ? "allow" : "refuse") +
                            ", for which it has to be " + value,
                        "postconf -P '" + where + "=" + value + "'"});
}

void look_at_logins(const Site& site, const Settings& settings, Troubles& troubles) {
    const auto* draft = playing("draft", site, settings);
    if (draft == nullptr || settings.drafts.sasl_users.empty()) return;
    if (site.in_force(*draft, "smtpd_sasl_auth_enable") == "yes") return;
    const auto where = draft->path() + "/smtpd_sasl_auth_enable";
    troubles.push_back({Weight::note, where,
                        "is no, and drafts.sasl-users names logins that may submit",
                        "postconf -P '" + where + "=yes'"});
}

/// Whose word a report is shows in its Received fields (bounce/origin.hpp).
void look_at_reports(const Site& site, const Settings& settings, Troubles& troubles) {
    if (site.hides_outside)
        troubles.push_back({Weight::fault, "header_checks",
                            "takes 'Received: from' off what comes in: a report that a stranger "
                            "made up looks like one of this Postfix; keep that field"});
    const auto relay = site.in_force("smtp", "relayhost");
    if (relay.empty() || !settings.reputation.trusted_reporters.empty()) return;
    troubles.push_back({Weight::note, "relayhost",
                        "is " + relay +
                            ", and reputation.trusted-reporters is empty: what a provider refuses "
                            "is told by that host, and counts against no sender domain"});
}

/// mynetworks(5) has IPv6 addresses in brackets. Nothing where it has tables, which are not read.
std::optional<std::vector<Network>> networks_in(std::string_view list) {
    std::vector<Network> all;
    for (auto word : split_list(list)) {
        std::erase_if(word, [](char c) { return c == '[' || c == ']'; });
        auto network = Network::parse(word);
        if (!network) return std::nullopt;
        all.push_back(*network);
    }
    return all;
}

void look_at_networks(const Site& site, const Settings& settings, Troubles& troubles) {
    const auto* draft = playing("draft", site, settings);
    if (draft == nullptr) return;
    const auto let_in = networks_in(site.in_force(*draft, "mynetworks"));
    const auto lets_in = [&](const Network& network) {
        const auto text = network.text();
        const auto address = text.substr(0, text.find('/'));
        return std::any_of(let_in->begin(), let_in->end(),
                           [&](const Network& one) { return one.contains(address); });
    };
    const auto loopback = Network::loopback();
    for (const auto& network : settings.drafts.networks) {
        if (!let_in || contains(loopback, network) || lets_in(network)) continue;
        troubles.push_back(
            {Weight::note, draft->path() + "/mynetworks",
             "does not let in " + network.text() +
                 " of drafts.networks: Postfix refuses its drafts before postern is asked"});
    }
}

}  // namespace

std::vector<std::string> own_domains(const Settings& settings) {
    Words domains{settings.drafts.domain};
    for (const auto& sender : settings.senders) {
        if (!contains(domains, sender.bounce_domain)) domains.push_back(sender.bounce_domain);
    }
    return domains;
}

Troubles found_troubles(const Site& site, const Settings& settings) {
    Troubles troubles;
    look_at_lifetimes(site, settings, troubles);
    look_at_warnings(site, settings, troubles);
    look_at_size("draft", site, settings, settings.drafts.size_limit, troubles);
    look_at_size("out", site, settings, settings.drafts.size_limit, troubles);
    look_at_size("bounce", site, settings, settings.bounces.size_limit, troubles);
    look_at_users("authorized_flush_users", site, settings, troubles);
    look_at_users("authorized_mailq_users", site, settings, troubles);
    look_at_domains(site, settings, troubles);
    look_at_names(site, troubles);
    look_at_switches(site, troubles);
    look_at_smtputf8(site, settings, troubles);
    look_at_logins(site, settings, troubles);
    look_at_networks(site, settings, troubles);
    look_at_reports(site, settings, troubles);
    if (site.parameter("soft_bounce") == "yes")
        troubles.push_back({Weight::note, "soft_bounce",
                            "is yes: what a server refuses for good stays in the queue, and no "
                            "bounce tells of it until it expires",
                            set_main("soft_bounce", "no")});
    return troubles;
}

}  // namespace postern::postfix
