// SPDX-License-Identifier: Apache-2.0
//
// What a site chooses for DRAFT and OUT has to agree with what it wrote into postern.yaml.
#include <optional>

#include "findings.hpp"

namespace postern::postfix {

namespace {

using Weight = Trouble::Weight;

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
                        set_for(where, value)});
}

bool offers_logins(const Service& service, const Site& site) {
    return site.in_force(service, "smtpd_sasl_auth_enable") == "yes";
}

/// Of a service where users log in already, or that has one of its own; of main.cf otherwise.
std::string sasl_value(const std::string& name, const Site& site) {
    for (const auto& service : site.services) {
        if (service.command == "smtpd" && offers_logins(service, site))
            return site.in_force(service, name);
    }
    for (const auto& service : site.services) {
        if (service.option(name) != nullptr) return *service.option(name);
    }
    return site.parameter(name);
}

/// smtpd offers no login without a way to ask for passwords, and no mail is taken then.
std::string set_logins(const Service& draft, const Site& site) {
    auto command = set_for(draft.path() + "/smtpd_sasl_auth_enable", "yes");
    for (const std::string name : {"smtpd_sasl_type", "smtpd_sasl_path"})
        command += " '" + draft.path() + "/" + name + "=" + sasl_value(name, site) + "'";
    return command;
}

/// One DRAFT service with logins is enough: the one on loopback needs none.
void look_at_logins(const Site& site, const Settings& settings, Troubles& troubles) {
    const auto* draft = playing("draft", site, settings);
    if (draft == nullptr || settings.drafts.sasl_users.empty()) return;
    const bool offered =
        std::any_of(site.services.begin(), site.services.end(), [&](const Service& service) {
            const auto* name = service.option("milter_macro_daemon_name");
            return name != nullptr && *name == settings.milter.daemon_names.draft &&
                   offers_logins(service, site);
        });
    if (offered) return;
    troubles.push_back({Weight::note, draft->path() + "/smtpd_sasl_auth_enable",
                        "is no, and drafts.sasl-users names logins that may submit",
                        set_logins(*draft, site)});
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

void look_at_admission(const Site& site, const Settings& settings, Troubles& troubles) {
    look_at_smtputf8(site, settings, troubles);
    look_at_logins(site, settings, troubles);
    look_at_networks(site, settings, troubles);
}

}  // namespace postern::postfix
