// SPDX-License-Identifier: Apache-2.0
#include "checks.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include "postern/address/registrable_domain.hpp"

namespace postern {

namespace {

std::string sender_path(std::size_t index, std::string_view key) {
    return "senders[" + std::to_string(index) + "]." + std::string(key);
}

void check_is_ones_own(const std::string& domain, const std::string& path, Reading& reading) {
    if (domain.empty() || !is_public_suffix(domain)) return;
    reading.fault(reading.place(path), path + ": " + domain +
                                           " is a public suffix, under which everybody may have a "
                                           "domain; write one of your own");
}

void check_alignment(const SenderSettings& sender, const std::string& path, Reading& reading) {
    if (sender.domain.empty() || sender.bounce_domain.empty()) return;
    if (is_public_suffix(sender.domain) || is_public_suffix(sender.bounce_domain)) return;
    if (are_aligned(sender.domain, sender.bounce_domain)) return;
    reading.fault(reading.place(path),
                  path + ": " + sender.bounce_domain + " is not aligned with " + sender.domain +
                      ", so that DMARC would count no SPF result for it (RFC 7489 section 3.1.2); "
                      "write a domain below " +
                      std::string(registrable_domain(sender.domain)) + ", such as bounces." +
                      sender.domain);
}

void check_sender_domain_is_new(const Settings& settings, std::size_t index, Reading& reading) {
    const auto& senders = settings.senders;
    const auto& domain = senders[index].domain;
    const auto first = std::find_if(senders.begin(), senders.end(),
                                    [&](const SenderSettings& s) { return s.domain == domain; });
    const auto earlier = static_cast<std::size_t>(first - senders.begin());
    if (domain.empty() || earlier == index) return;
    const auto path = sender_path(index, "domain");
    const auto line = reading.place(sender_path(earlier, "domain")).line;
    reading.fault(
        reading.place(path),
        path + ": " + domain + " is a sender domain already, on line " + std::to_string(line));
}

/// The sample has the defaults beside an empty day, which is no slip.
void check_warm_up(const WarmUpSettings& warm_up, std::size_t index, Reading& reading) {
    const auto since = sender_path(index, "warm-up-since");
    if (warm_up.since || reading.is_faulty(since)) return;
    const WarmUpSettings standard;
    const auto expect_unused = [&](std::string_view key, bool is_standard) {
        const auto path = sender_path(index, key);
        if (!reading.has_seen(path) || (is_standard && reading.has_seen(since))) return;
        reading.fault(reading.place(path),
                      path + ": there is no warm-up without its first day; set warm-up-since");
    };
    expect_unused("warm-up-start", warm_up.start == standard.start);
    expect_unused("warm-up-growth", warm_up.growth == standard.growth);
}

bool is_among(const std::string& provider, const std::vector<std::string>& providers) {
    return std::find(providers.begin(), providers.end(), provider) != providers.end();
}

void refuse_provider(const std::string& provider, const std::string& why, const std::string& path,
                     Reading& reading) {
    reading.fault(reading.place(path), path + ": " + provider + why);
}

void check_preferences(const SenderSettings& sender, const std::string& path, Reading& reading) {
    for (const auto& provider : sender.excluded_providers) {
        if (!is_among(provider, sender.preferred_providers)) continue;
        refuse_provider(provider, " is among preferred-providers as well", path, reading);
    }
}

/// What went there would wait for a domain in vain.
void check_exclusions(const std::vector<SenderSettings>& senders, Reading& reading) {
    if (senders.empty()) return;
    const auto path = sender_path(senders.size() - 1, "excluded-providers");
    for (const auto& provider : senders.back().excluded_providers) {
        const bool everywhere = std::all_of(senders.begin(), senders.end(), [&](const auto& each) {
            return is_among(provider, each.excluded_providers);
        });
        if (!everywhere) continue;
        refuse_provider(provider,
                        " is excluded by every sender domain, so that no notification could go "
                        "there",
                        path, reading);
    }
}

struct NamedSetting {
    std::string path;
    const std::string& name;
};

void check_names_differ(const NamedSetting& first, const NamedSetting& second, Reading& reading) {
    if (first.name != second.name) return;
    // One of the two may be a default, which stands nowhere.
    const auto& written = reading.has_seen(second.path) ? second.path : first.path;
    reading.fault(reading.place(written),
                  first.path + " and " + second.path + " are both " + first.name +
                      "; the names must differ, they tell the three smtpd services apart");
}

void check_daemon_names(const DaemonNames& names, Reading& reading) {
    const NamedSetting draft{"milter.daemon-names.draft", names.draft};
    const NamedSetting out{"milter.daemon-names.out", names.out};
    const NamedSetting bounce{"milter.daemon-names.bounce", names.bounce};
    check_names_differ(draft, out, reading);
    check_names_differ(draft, bounce, reading);
    check_names_differ(out, bounce, reading);
}

/// What a bounce speaks of must still be on record, or it could not act.
void check_token_lifetime(const Settings& settings, Reading& reading) {
    if (settings.bounces.token_lifetime <= settings.state.keep) return;
    const std::string path =
        reading.has_seen("bounces.token-lifetime") ? "bounces.token-lifetime" : "state.keep";
    reading.fault(reading.place(path),
                  "bounces.token-lifetime, " + format_duration(settings.bounces.token_lifetime) +
                      ", is longer than state.keep, " + format_duration(settings.state.keep) +
                      ": the notification that a late bounce is about would be forgotten by then");
}

/// Each says in its own way whom to ask.
void check_resolvers(const DnsSettings& dns, Reading& reading) {
    if (dns.resolvers.empty() || dns.root_hints.empty()) return;
    reading.fault(reading.place("dns.root-hints"),
                  "dns.root-hints: dns.resolvers is set as well; either resolvers are asked, or "
                  "the name servers from the root down");
}

void check_lifetimes(const DnsSettings& dns, Reading& reading) {
    if (dns.min_ttl <= dns.max_ttl) return;
    const std::string path = reading.has_seen("dns.min-ttl") ? "dns.min-ttl" : "dns.max-ttl";
    reading.fault(reading.place(path), "dns.min-ttl, " + format_duration(dns.min_ttl) +
                                           ", is longer than dns.max-ttl, " +
                                           format_duration(dns.max_ttl));
}

void check_complaint_rates(const ReputationSettings& reputation, Reading& reading) {
    if (reputation.complaint_warning <= reputation.complaint_limit) return;
    const std::string path = reading.has_seen("reputation.complaint-warning")
                                 ? "reputation.complaint-warning"
                                 : "reputation.complaint-limit";
    reading.fault(reading.place(path),
                  "reputation.complaint-warning is above reputation.complaint-limit: the domain "
                  "would be suspended before the log warns");
}

}  // namespace

void check_settings(const Settings& settings, Reading& reading) {
    check_daemon_names(settings.milter.daemon_names, reading);
    check_token_lifetime(settings, reading);
    check_resolvers(settings.dns, reading);
    check_lifetimes(settings.dns, reading);
    check_complaint_rates(settings.reputation, reading);
    for (std::size_t i = 0; i < settings.senders.size(); ++i) {
        const auto& sender = settings.senders[i];
        check_is_ones_own(sender.domain, sender_path(i, "domain"), reading);
        check_is_ones_own(sender.bounce_domain, sender_path(i, "bounce-domain"), reading);
        check_alignment(sender, sender_path(i, "bounce-domain"), reading);
        check_sender_domain_is_new(settings, i, reading);
        check_warm_up(sender.warm_up, i, reading);
        check_preferences(sender, sender_path(i, "excluded-providers"), reading);
    }
    check_exclusions(settings.senders, reading);
    check_conflicts(settings, reading);
}

}  // namespace postern
