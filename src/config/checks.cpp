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

void check_alignment(const SenderSettings& sender, const std::string& path, Reading& reading) {
    if (sender.domain.empty() || sender.bounce_domain.empty()) return;
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
        check_alignment(settings.senders[i], sender_path(i, "bounce-domain"), reading);
        check_sender_domain_is_new(settings, i, reading);
    }
}

}  // namespace postern
