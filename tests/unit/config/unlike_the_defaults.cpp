// SPDX-License-Identifier: Apache-2.0
#include "unlike_the_defaults.hpp"

namespace postern {

using namespace std::chrono_literals;

Settings unlike_the_defaults() {
    Settings s;
    s.milter = {"inet:8895@localhost", 0600, "postfix", "", {"null", "yes", "1"}, 1h + 1ms};
    s.drafts = {"drafts.example.com", {*Network::parse("2001:db8::/32")}, {}, 1500, 7};
    s.drafts.sasl_users = {"ren\xC3\xA9", "\"quoted\\", "#1", "-", "user:", "{x}"};
    s.grace_window = {0s, 59min};
    s.presence.stale_after = 10s;
    s.policy.opened_by = PolicySettings::OpenedBy::anyone;
    s.recipients.forward_limit = 1;
    s.senders = {{"a.example.com", "example.com", "a+b"}, {"example.net", "b.example.net", "n"}};
    s.senders[1].dkim_selectors = {"s1", "a.b=/etc/key =1"};
    s.senders[1].sending_addresses = {"192.0.2.10", "2001:db8::10"};
    s.reputation.witnesses = 5;
    s.reputation.trusted_reporters = {*Network::parse("192.0.2.0/24")};
    s.reputation.authserv_ids = {"mx.example.com"};
    s.dns = {DnsSettings::CheckDomains::never, {"192.0.2.53", "2001:db8::53@5353"}};
    s.dns.stubs = {"corp=192.0.2.53", "a.example=::1@53"};
    s.dns.trust_anchor = "/usr/share/dns/root.key";
    s.milter.message_memory = 512U << 20U;
    s.dns.timeout = 1500ms;
    s.bounces.hold_limit = 7;
    s.bounces.hold_size = 3U << 20U;
    s.unsubscribe.url = "https://example.com/?a=b&t={token}#c";
    s.stream = {"sender-1.x_Y", "lists.example.com"};
    s.keys.files = {"/etc/key one", "/etc/key: two"};
    s.directory = {"sqlite:/d", 64, std::chrono::days{2}};
    s.state = {"sqlite:/s #1", std::chrono::days{36500}};
    s.database.busy_timeout = 0s;
    s.postfix = {"/q", "/etc/postfix-out", 32, 1h, {"always_bcc", "smtp/unix/relayhost"}};
    s.recipients.suppressed = RecipientsSettings::Suppressed::refuse;
    s.recipients.smtputf8 = Permission::allow;
    s.recipients.quoted_local_parts = Permission::refuse;
    s.recipients.comparison = {{"a.example"}, {"b.example"}, {"c.example"}};
    s.reputation.suspensions = {1h, 2h};
    s.reputation.refusal_rate = 0.5;
    s.reputation.probe_patience = 2min;
    s.reputation.probe_rounds = 2;
    s.reputation.forget_after = std::chrono::days{2};
    s.reputation.complaint_warning = 0.01;
    s.reputation.complaint_limit = 0.02;
    s.reputation.complaint_volume = 500;
    s.reputation.retry_within = 1h;
    s.reputation.give_up_after = 2h;
    s.bounces.token_lifetime = std::chrono::days{3};
    s.bounces.size_limit = 2U << 20U;
    s.bounces.patterns = "/etc/postern/patterns.yaml";
    s.suppressions = {{1h, 2h}, 2min, std::chrono::days{2}};
    s.dns.give_up_after = 1h;
    s.dns.in_flight = 100;
    s.dns.cache_entries = 1000;
    s.dns.min_ttl = 1min;
    s.dns.max_ttl = 2h;
    s.dns.negative_ttl = 2min;
    s.dns.unknown_ttl = 10s;
    s.trail.from = "/var/log/mail: log";
    s.log = {LogTarget::syslog, Severity::debug, "local7"};
    return s;
}

}  // namespace postern
