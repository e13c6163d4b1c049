// SPDX-License-Identifier: Apache-2.0
//
// opendkim with one key for all: Domain, KeyFile and Selector, which count no more once there is a
// KeyTable. What they say goes into the tables, or stays where it is.
#include <algorithm>

#include "postern/base/text.hpp"

#include "findings.hpp"
#include "signing_parts.hpp"

namespace postern::postfix {

namespace {

/// "*" is for any domain, and other characters are no domain's.
bool is_name(const std::string& domain) {
    const auto is_plain = [](char c) {
        const char small = lower(c);
        return (small >= 'a' && small <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
               c == '_';
    };
    return !domain.empty() && std::all_of(domain.begin(), domain.end(), is_plain);
}

std::vector<std::string> without_twins(const std::vector<std::string>& domains) {
    std::vector<std::string> all;
    for (const auto& domain : domains) {
        if (!contains(all, lower(domain))) all.push_back(lower(domain));
    }
    return all;
}

/// The first pattern that matches counts: a domain below another one comes before it.
std::vector<std::string> deepest_first(std::vector<std::string> domains) {
    std::stable_sort(domains.begin(), domains.end(),
                     [](const auto& a, const auto& b) { return a.size() > b.size(); });
    return domains;
}

/// A message below both would have two signatures by the tables, and has one.
bool is_signed_twice(const OpendkimConf& conf, const std::vector<std::string>& domains) {
    if (!conf.is_on("SubDomains") || !conf.is_on("MultipleSignatures")) return false;
    return std::any_of(domains.begin(), domains.end(), [&](const std::string& above) {
        return std::any_of(domains.begin(), domains.end(), [&](const std::string& domain) {
            return domain.ends_with("." + above);
        });
    });
}

}  // namespace

Carried carried_over(const OpendkimConf& conf, const SignerFiles& files) {
    const auto path = conf.value("KeyFile");
    const auto selector = conf.value("Selector");
    // opendkim does not start with one of them.
    if (!conf.says("Domain") || path.empty() || selector.empty()) return {};
    const auto found = keys_in(data_set_of(conf.value("Domain")), files);
    const bool plain = found && std::all_of(found->begin(), found->end(), is_name);
    if (!plain) return {{}, {}, "has a Domain that is no plain list of names"};
    if (!path.starts_with('/') || (path + selector).find_first_of(" \t:%") != path.npos)
        return {{}, {}, "has a KeyFile or a Selector that no table can name"};
    const auto domains = without_twins(*found);
    if (is_signed_twice(conf, domains))
        return {{}, {}, "has domains below others, SubDomains and MultipleSignatures"};
    if (files.key_barred)
        return {{},
                {},
                "reads KeyFile " + path + " as root, and " + opendkim_user(conf, files) +
                    ", who reads what a KeyTable names, may not"};
    Carried carried;
    for (const auto& domain : domains) {
        carried.keys += domain + " " + domain + ":" + selector + ":" + path + "\n";
        carried.signers += "*@" + domain + " " + domain + "\n";
    }
    if (!conf.is_on("SubDomains")) return carried;
    // With "i=@DOMAIN", as opendkim has it for what is below.
    for (const auto& domain : deepest_first(domains))
        carried.signers += "*@*." + domain + " " + domain + ":@" + domain + "\n";
    return carried;
}

std::string opendkim_user(const OpendkimConf& conf, const SignerFiles& files) {
    if (!files.start.user.empty()) return files.start.user;
    const auto said = conf.value("UserID");
    return said.empty() ? "root" : said.substr(0, said.find(':'));
}

KeyBeforeTables key_before_tables(const SignerFiles& files) {
    const OpendkimConf conf(files);
    return {conf.value("KeyFile"), opendkim_user(conf, files)};
}

}  // namespace postern::postfix
