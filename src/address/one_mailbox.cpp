// SPDX-License-Identifier: Apache-2.0
#include "postern/address/one_mailbox.hpp"

#include <algorithm>
#include <array>

#include "postern/address/provider.hpp"
#include "postern/address/registrable_domain.hpp"
#include "postern/base/text.hpp"

namespace postern {

namespace {

/// Everywhere: most providers and mail servers that have subaddresses begin them so, and where it
/// is part of a name two people are taken for one.
constexpr std::string_view kUsualSeparator = "+";

// Dots mean nothing in addresses of Gmail's own, and something in those of Google Workspace.
// clang-format off
constexpr std::array kSpellings{
    SpellingRule{"gmail.com",     "+",  ".",   "Gmail Help: dots don't matter in Gmail addresses"},
    SpellingRule{"google",        "+",  "",    "Google Workspace Admin Help: plus addressing"},
    SpellingRule{"microsoft",     "+",  "",    "Microsoft Learn: plus addressing in Exchange Online"},
    SpellingRule{"yahoo",         "+-", "",    "Yahoo Help: disposable addresses, BASE-KEYWORD"},
    SpellingRule{"apple",         "+",  "",    "Apple Support: iCloud Mail and plus addressing"},
    SpellingRule{"fastmail",      "+",  "",    "Fastmail Help: plus and subdomain addressing"},
    SpellingRule{"proton.me",     "+",  ".-_", "Proton Support: addresses and aliases"},
    SpellingRule{"proton",        "+",  "",    "Proton Support: +aliases, for custom domains too"},
    SpellingRule{"yandex.ru",     "+",  "",    "Yandex ID Help: '.' and '-' in a login are one"},
    SpellingRule{"yandex",        "+",  "",    "Yandex Mail Help: plus in an address"},
    SpellingRule{"hey.com",       "+",  ".",   "HEY Help: plus addresses and dots"},
    SpellingRule{"zoho",          "+",  "",    "Zoho Mail Help: plus addressing"},
};
constexpr std::array kAliases{
    DomainAlias{"googlemail.com", "gmail.com",  "Gmail Help: gmail.com and googlemail.com"},
    DomainAlias{"mac.com",        "icloud.com", "Apple Support: @icloud.com, @me.com, @mac.com"},
    DomainAlias{"me.com",         "icloud.com", "Apple Support: @icloud.com, @me.com, @mac.com"},
    DomainAlias{"pm.me",          "proton.me",  "Proton Support: pm.me addresses"},
    DomainAlias{"protonmail.ch",  "proton.me",  "Proton Support: proton.me and protonmail.com"},
    DomainAlias{"protonmail.com", "proton.me",  "Proton Support: proton.me and protonmail.com"},
    DomainAlias{"narod.ru",       "yandex.ru",  "Yandex Mail Help: domains of a mailbox"},
    DomainAlias{"ya.ru",          "yandex.ru",  "Yandex Mail Help: domains of a mailbox"},
    DomainAlias{"yandex.by",      "yandex.ru",  "Yandex Mail Help: domains of a mailbox"},
    DomainAlias{"yandex.com",     "yandex.ru",  "Yandex Mail Help: domains of a mailbox"},
    DomainAlias{"yandex.kz",      "yandex.ru",  "Yandex Mail Help: domains of a mailbox"},
    DomainAlias{"yandex.ua",      "yandex.ru",  "Yandex Mail Help: domains of a mailbox"},
};
/// One written for the other: neither ends a name, both are read as the second.
struct Interchange {
    std::string_view where;
    char one;
    char other;
};
constexpr std::array kInterchanges{Interchange{"yandex.ru", '-', '.'}};
/// Where ANY@USER.DOMAIN is written for USER@DOMAIN.
constexpr std::array<std::string_view, 1> kSubdomainAddressing{"fastmail"};
// clang-format on

struct Parts {
    std::string local;
    std::string domain;
};

void read_subdomain(Parts& parts, std::string_view provider) {
    const auto& named = kSubdomainAddressing;
    if (std::find(named.begin(), named.end(), provider) == named.end()) return;
    const auto own = registrable_domain(parts.domain);
    if (own.size() + 2 > parts.domain.size()) return;
    const auto user = parts.domain.substr(0, parts.domain.size() - own.size() - 1);
    if (user.find('.') != std::string::npos) return;
    parts = {user, std::string(own)};
}

/// What would leave nothing is left alone: "+x@" is a mailbox as well.
void cut_at(std::string& local, std::string_view separators) {
    const auto end = local.find_first_of(separators);
    if (end != std::string::npos && end > 0) local.resize(end);
}

void drop(std::string& local, std::string_view ignored) {
    std::string kept;
    for (const char c : local) {
        if (ignored.find(c) == std::string_view::npos) kept += c;
    }
    if (!kept.empty()) local = std::move(kept);
}

}  // namespace

std::span<const SpellingRule> spelling_rules() {
    return kSpellings;
}

std::span<const DomainAlias> domain_aliases() {
    return kAliases;
}

std::string one_mailbox(std::string_view address, std::string_view provider) {
    auto text = lower(address);
    const auto at = text.rfind('@');
    if (at == std::string::npos) return text;
    Parts parts{text.substr(0, at), text.substr(at + 1)};
    const auto own_provider = provider_of(parts.domain, {});
    const auto holds = [&](std::string_view where) {
        return where == parts.domain || where == provider || where == own_provider;
    };
    read_subdomain(parts, provider.empty() ? own_provider : provider);
    for (const auto& alias : kAliases) {
        if (alias.domain == parts.domain) parts.domain = alias.is;
    }
    if (!parts.local.starts_with('"')) cut_at(parts.local, kUsualSeparator);
    for (const auto& rule : kSpellings) {
        if (!holds(rule.where)) continue;
        cut_at(parts.local, rule.ends_at);
        drop(parts.local, rule.ignores);
    }
    for (const auto& each : kInterchanges) {
        if (!holds(each.where)) continue;
        std::replace(parts.local.begin(), parts.local.end(), each.one, each.other);
    }
    return parts.local + "@" + parts.domain;
}

}  // namespace postern
