// SPDX-License-Identifier: Apache-2.0
#include "postern/address/provider.hpp"

#include <algorithm>
#include <array>

#include "postern/address/address.hpp"
#include "postern/address/registrable_domain.hpp"
#include "postern/base/text.hpp"

namespace postern {

namespace {

// clang-format off
constexpr std::array kNamed{
    NamedProvider{"amazonaws.com",       "amazon"},
    NamedProvider{"aol.com",             "yahoo"},
    NamedProvider{"barracudanetworks.com", "barracuda"},
    NamedProvider{"comcast.net",         "comcast"},
    NamedProvider{"fastmail.com",        "fastmail"},
    NamedProvider{"gmail.com",           "google"},
    NamedProvider{"gmx.de",              "gmx"},
    NamedProvider{"gmx.net",             "gmx"},
    NamedProvider{"google.com",          "google"},
    NamedProvider{"googlemail.com",      "google"},
    NamedProvider{"gpphosted.com",       "proofpoint"},
    NamedProvider{"home.pl",             "home.pl"},
    NamedProvider{"hotmail.com",         "microsoft"},
    NamedProvider{"icloud.com",          "apple"},
    NamedProvider{"inbound-smtp.us-east-1.amazonaws.com", "amazon"},
    NamedProvider{"interia.pl",          "interia"},
    NamedProvider{"ionos.co.uk",         "ionos"},
    NamedProvider{"ionos.com",           "ionos"},
    NamedProvider{"ionos.de",            "ionos"},
    NamedProvider{"ionos.es",            "ionos"},
    NamedProvider{"ionos.fr",            "ionos"},
    NamedProvider{"ionos.it",            "ionos"},
    NamedProvider{"kundenserver.de",     "ionos"},
    NamedProvider{"laposte.net",         "laposte"},
    NamedProvider{"mail.ru",             "mail.ru"},
    NamedProvider{"messagelabs.com",     "symantec"},
    NamedProvider{"messagingengine.com", "fastmail"},
    NamedProvider{"mimecast.com",        "mimecast"},
    NamedProvider{"mx.microsoft",        "microsoft"},
    NamedProvider{"naver.com",           "naver"},
    NamedProvider{"netease.com",         "netease"},
    NamedProvider{"o2.pl",               "o2"},
    NamedProvider{"onet.pl",             "onet"},
    NamedProvider{"orange.fr",           "orange"},
    NamedProvider{"outlook.com",         "microsoft"},
    NamedProvider{"ovh.ca",              "ovh"},
    NamedProvider{"ovh.com",             "ovh"},
    NamedProvider{"ovh.net",             "ovh"},
    NamedProvider{"ppe-hosted.com",      "proofpoint"},
    NamedProvider{"pphosted.com",        "proofpoint"},
    NamedProvider{"proton.me",           "proton"},
    NamedProvider{"protonmail.ch",       "proton"},
    NamedProvider{"protonmail.com",      "proton"},
    NamedProvider{"qq.com",              "tencent"},
    NamedProvider{"secureserver.net",    "godaddy"},
    NamedProvider{"seznam.cz",           "seznam"},
    NamedProvider{"t-online.de",         "telekom"},
    NamedProvider{"tlen.pl",             "o2"},
    NamedProvider{"web.de",              "gmx"},
    NamedProvider{"wp.pl",               "wp"},
    NamedProvider{"yahoo.com",           "yahoo"},
    NamedProvider{"yahoodns.net",        "yahoo"},
    NamedProvider{"yandex.net",          "yandex"},
    NamedProvider{"yandex.ru",           "yandex"},
    NamedProvider{"zoho.com",            "zoho"},
    NamedProvider{"zoho.com.au",         "zoho"},
    NamedProvider{"zoho.eu",             "zoho"},
    NamedProvider{"zoho.in",             "zoho"},
    NamedProvider{"zoho.jp",             "zoho"},
};
// clang-format on

const NamedProvider* find_named(std::string_view domain) {
    const auto* found = std::lower_bound(kNamed.begin(), kNamed.end(), domain,
                                         [](const NamedProvider& each, std::string_view wanted) {
                                             return each.host_domain < wanted;
                                         });
    return found != kNamed.end() && found->host_domain == domain ? found : nullptr;
}

/// "" where its registrable domain has none. Most domains end in nothing of the table, which shows
/// without the list of public suffixes.
std::string_view name_of(std::string_view domain) {
    for (auto rest = domain; !rest.empty();) {
        const auto* named = find_named(rest);
        if (named != nullptr && registrable_domain(domain) == rest) return named->name;
        const auto dot = rest.find('.');
        rest = dot == rest.npos ? std::string_view{} : rest.substr(dot + 1);
    }
    return {};
}

std::string_view owner_of(std::string_view host) {
    const auto name = name_of(host);
    return name.empty() ? registrable_domain(host) : name;
}

std::string name_or_itself(std::string_view domain) {
    const auto name = name_of(domain);
    return std::string(name.empty() ? domain : name);
}

}  // namespace

std::span<const NamedProvider> named_providers() {
    return kNamed;
}

std::string provider_of(std::string_view domain, std::span<const std::string> mail_hosts) {
    if (mail_hosts.empty()) return name_or_itself(domain);
    const auto owner = owner_of(mail_hosts.front());
    const bool agree = std::all_of(mail_hosts.begin() + 1, mail_hosts.end(),
                                   [&](const auto& host) { return owner_of(host) == owner; });
    return agree ? std::string(owner) : name_or_itself(domain);
}

bool is_domain_of(std::string_view domain, std::string_view provider) {
    return !provider.empty() && owner_of(domain) == provider;
}

Result<std::string> parse_provider(std::string_view text) {
    const auto name = lower(text);
    const bool known = std::any_of(kNamed.begin(), kNamed.end(),
                                   [&](const NamedProvider& each) { return each.name == name; });
    if (known) return name;
    if (const auto domain = parse_domain(text)) return name_or_itself(*domain);
    return Error{ErrorCode::invalid,
                 in_quotes(text) +
                     " is no provider: write the registrable domain of its MX hosts, "
                     "such as firm.example, or a name that `postern senders "
                     "providers` lists, such as google"};
}

}  // namespace postern
