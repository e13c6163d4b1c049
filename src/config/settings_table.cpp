// SPDX-License-Identifier: Apache-2.0
#include "settings_table.hpp"

#include "row.hpp"

namespace postern {

namespace {

using namespace std::chrono_literals;
using std::chrono::days;

constexpr std::uint64_t kKiB = 1024;
constexpr std::uint64_t kMiB = 1024 * kKiB;

const ChoiceKind<PolicySettings::OpenedBy> kOpenedBy{
    {{"agent", PolicySettings::OpenedBy::agent}, {"anyone", PolicySettings::OpenedBy::anyone}}};

const ChoiceKind<Permission> kPermission{
    {{"refuse", Permission::refuse}, {"allow", Permission::allow}}};

const ChoiceKind<RecipientsSettings::Suppressed> kSuppressed{
    {{"record", RecipientsSettings::Suppressed::record},
     {"refuse", RecipientsSettings::Suppressed::refuse}}};

const ChoiceKind<DnsSettings::CheckDomains> kCheckDomains{
    {{"always", DnsSettings::CheckDomains::always}, {"never", DnsSettings::CheckDomains::never}}};

const ChoiceKind<LogTarget> kLogTarget{
    {{"stderr", LogTarget::standard_error}, {"syslog", LogTarget::syslog}}};

const ChoiceKind<Severity> kLogLevel{{{"debug", Severity::debug},
                                      {"info", Severity::info},
                                      {"warning", Severity::warning},
                                      {"error", Severity::error}}};

const ChoiceKind<std::string> kFacility{{{"mail", "mail"},
                                         {"daemon", "daemon"},
                                         {"local0", "local0"},
                                         {"local1", "local1"},
                                         {"local2", "local2"},
                                         {"local3", "local3"},
                                         {"local4", "local4"},
                                         {"local5", "local5"},
                                         {"local6", "local6"},
                                         {"local7", "local7"}}};

}  // namespace

const std::vector<GroupDescription>& setting_groups() {
    static const std::vector<GroupDescription> groups{
        {"milter", "How Postfix reaches posternd, and as whom posternd runs."},
        {"milter.daemon-names",
         "Which of Postfix's smtpd services is talking: each sets milter_macro_daemon_name in "
         "master.cf to one of these names."},
        {"drafts", "Who may submit drafts, where to, and how large they may be."},
        {"grace-window",
         "How long after the event a notification waits for a reason not to be sent. 0s: not at "
         "all."},
        {"presence", "When an agent counts as online."},
        {"policy", "What the rules leave for the site to decide."},
        {"recipients", "From the agents to be notified to the addresses written to."},
        {"bounces", "What comes back to the return paths, and how it is read."},
        {"reputation",
         "When a sender domain is set aside at a provider that refuses it, and how it comes back "
         "(postern senders). A provider is who runs a recipient's mail: the registrable domain of "
         "its MX hosts."},
        {"suppressions",
         "How long a full mailbox is left alone. Addresses that do not exist, and agents who "
         "complained, are suppressed until an operator lifts it (postern suppressions)."},
        {"dns",
         "Which domains take mail, as DNS says. What nobody answers is never held against a "
         "domain: Postfix tries again."},
        {"unsubscribe", "The way out that mailbox providers show beside a notification."},
        {"stream",
         "What marks the notifications as one stream of mail, whichever domain they leave from."},
        {"keys", "The secrets that seals and return paths are signed with."},
        {"directory",
         "The platform's accounts, agents, groups, devices and chats, which postern only reads."},
        {"state", "What postern itself has to remember: notifications and what became of them."},
        {"database", "What holds for every database."},
        {"postfix", "How posternd has Postfix present parked notifications again."},
        {"trail",
         "Whether posternd reads in Postfix's log what became of notifications after they left."},
        {"log", "Where the log goes, and how much of it."},
    };
    return groups;
}

const Table<Settings>& settings_table() {
    static const Table<Settings> kTable{
        row("milter.socket", at(&Settings::milter, &MilterSettings::socket), socket_address(),
            "Where Postfix finds the milter, as libmilter writes it. Take a Unix socket where you "
            "can: libmilter never sets TCP_NODELAY, which costs every rewritten message some 40 "
            "milliseconds over TCP, and a port has no permissions. A chrooted smtpd needs the "
            "socket below its queue directory.",
            Taken::at_start),
        row("milter.socket-mode", at(&Settings::milter, &MilterSettings::socket_mode),
            FileModeKind{},
            "Permissions of a Unix socket. Whoever can write to it can pretend to be Postfix, so "
            "let in the owner and the group, and nobody else.",
            Taken::at_start),
        row("milter.socket-group", at(&Settings::milter, &MilterSettings::socket_group),
            or_empty(system_name()),
            "Group of a Unix socket, one that Postfix's smtpd belongs to. Empty: unchanged, which "
            "in a setgid directory is the group of the directory.",
            Taken::at_start),
        row("milter.user", at(&Settings::milter, &MilterSettings::user), or_empty(system_name()),
            "The user that posternd becomes when it is started by root. Empty: no change.",
            Taken::at_start),
        row("milter.timeout", at(&Settings::milter, &MilterSettings::timeout),
            SpanKind{10s, days{7}},
            "How long libmilter waits for Postfix on an open connection before it gives it up.",
            Taken::at_start),
        row("milter.message-memory", at(&Settings::milter, &MilterSettings::message_memory),
            SizeKind{128 * kMiB, 64 * 1024 * kMiB},
            "How much of the messages under way is kept in memory at once; what comes beyond it is "
            "answered 451. Judging a message takes about four times its size for a moment."),
        row("milter.daemon-names.draft",
            at(&Settings::milter, &MilterSettings::daemon_names, &DaemonNames::draft),
            system_name(), "The smtpd that the platform submits drafts to."),
        row("milter.daemon-names.out",
            at(&Settings::milter, &MilterSettings::daemon_names, &DaemonNames::out), system_name(),
            "The smtpd that every notification passes on its way out."),
        row("milter.daemon-names.bounce",
            at(&Settings::milter, &MilterSettings::daemon_names, &DaemonNames::bounce),
            system_name(), "The smtpd that takes the mail to the bounce domains."),

        row("drafts.domain", at(&Settings::drafts, &DraftsSettings::domain), domain_name(),
            "The domain that drafts are addressed to: ACCOUNT@ this domain stands for everybody in "
            "the account whom the rules allow. It needs no MX, the address never leaves the host.",
            Need::required, Taken::at_start),
        row("drafts.networks", at(&Settings::drafts, &DraftsSettings::networks),
            ListOf<NetworkKind>{{}},
            "Clients that may submit drafts. Mail of all others passes as it came, only its "
            "Postern-* headers are removed."),
        row("drafts.sasl-users", at(&Settings::drafts, &DraftsSettings::sasl_users),
            ListOf<TextKind>{sasl_user()},
            "SASL login names that may submit drafts from any network."),
        row("drafts.size-limit", at(&Settings::drafts, &DraftsSettings::size_limit),
            SizeKind{kKiB, 100 * kMiB},
            "The largest draft taken; larger ones are refused with 552. Postfix's own "
            "message_size_limit applies first."),
        row("drafts.recipient-limit", at(&Settings::drafts, &DraftsSettings::recipient_limit),
            CountKind{1, 10000},
            "How many agents one draft may notify; one that would notify more is refused."),

        row("grace-window.offline-message",
            at(&Settings::grace_window, &GraceWindowSettings::offline_message), SpanKind{0s, 1h},
            "The time after the visitor's message in which an agent who comes back online, or "
            "opens the chat, calls the notification off. Postfix keeps the notification meanwhile. "
            "Postfix must keep mail longer than this (maximal_queue_lifetime)."),
        row("grace-window.missed-chat",
            at(&Settings::grace_window, &GraceWindowSettings::missed_chat), SpanKind{0s, 1h},
            "The same for missed chats, counted from the moment the visitor left."),

        row("presence.stale-after", at(&Settings::presence, &PresenceSettings::stale_after),
            SpanKind{10s, days{7}},
            "A device not heard of for longer than this counts as offline, whatever it said last. "
            "Set it to a few of the platform's heartbeats."),

        row("policy.opened-by", at(&Settings::policy, &PolicySettings::opened_by), kOpenedBy,
            "Whose opening of the chat calls an offline message off: only the agent's own, or that "
            "of anyone in the account."),

        row("recipients.forward-limit",
            at(&Settings::recipients, &RecipientsSettings::forward_limit), CountKind{1, 20},
            "How many forwards may follow one another before the chain is refused. Loops are "
            "refused at any length."),
        row("recipients.suppressed", at(&Settings::recipients, &RecipientsSettings::suppressed),
            kSuppressed,
            "What becomes of a single agent named by RCPT whose address is suppressed and has no "
            "fallback: the draft is accepted and the notification's fate recorded, or RCPT is "
            "refused, with the code that says why. Domains that take no mail are always refused."),
        row("recipients.smtputf8", at(&Settings::recipients, &RecipientsSettings::smtputf8),
            kPermission,
            "Whether addresses are written to whose local parts have characters beyond ASCII (RFC "
            "6531). Allow it only where Postfix's OUT service has smtputf8_autodetect_classes=all; "
            "see /usr/share/doc/postern/deliverability.md. Where the remote side does not offer "
            "SMTPUTF8 the notification comes back (5.6.7), which is held against nobody."),
        row("recipients.quoted-local-parts",
            at(&Settings::recipients, &RecipientsSettings::quoted_local_parts), kPermission,
            "Whether addresses are written to whose local parts need quotes, such as "
            "\"anna k\"@firm.example. They are valid, and mostly mistakes."),
        row("recipients.ignore-case",
            at(&Settings::recipients, &RecipientsSettings::comparison,
               &AddressComparison::ignore_case),
            ListOf<TextKind>{domain_name()},
            "Domains whose local parts mean the same in either case. What is held against an "
            "address, and one copy for one address, then go by that. No domain unless it says so "
            "of itself."),
        row("recipients.ignore-dots",
            at(&Settings::recipients, &RecipientsSettings::comparison,
               &AddressComparison::ignore_dots),
            ListOf<TextKind>{domain_name()},
            "Domains whose local parts mean the same without their dots, likewise."),
        row("recipients.ignore-subaddress",
            at(&Settings::recipients, &RecipientsSettings::comparison,
               &AddressComparison::ignore_subaddress),
            ListOf<TextKind>{domain_name()},
            "Domains whose local parts mean what stands before a + (RFC 5233), likewise."),

        row("senders", at(&Settings::senders), MapsOf<SenderSettings>{sender_table()},
            "The domains that notifications may be sent from: /usr/share/doc/postern/senders.md "
            "says "
            "which one is taken.",
            Need::required),

        row("reputation.suspensions", at(&Settings::reputation, &ReputationSettings::suspensions),
            ListOf<SpanKind>{{1s, days{30}}, 1},
            "How long a sender domain is not used at a provider that refuses it, the first time, "
            "the second time and so on; the last one repeats. Then it is probed."),
        row("reputation.refusal-rate", at(&Settings::reputation, &ReputationSettings::refusal_rate),
            ShareKind{0.0001, 1},
            "The share of an account's notifications from a sender domain to a provider, of this "
            "hour and the one before, that must have been refused for the domain's reputation "
            "before the account uses it there no more. Where few are sent a single one is enough. "
            "For all accounts: the share of the accounts written to that must have been refused."),
        row("reputation.witnesses", at(&Settings::reputation, &ReputationSettings::witnesses),
            CountKind{2, 1000},
            "And so many accounts at least, each for a mailbox of its own, before a domain is "
            "suspended for all. The cheaper accounts are, the more."),
        row("reputation.trusted-reporters",
            at(&Settings::reputation, &ReputationSettings::trusted_reporters),
            ListOf<NetworkKind>{{}},
            "Relays of the site, by their addresses, that report what they could not deliver for "
            "us: their word on a sender domain counts as that of our own Postfix. Any other "
            "report that comes in from outside counts for nothing there."),
        row("reputation.probe-patience",
            at(&Settings::reputation, &ReputationSettings::probe_patience), SpanKind{1s, 24h},
            "After a suspension the domain is probed in rounds: one notification, then two, four "
            "and so on. Each round waits so long for what it sent to come back."),
        row("reputation.probe-rounds", at(&Settings::reputation, &ReputationSettings::probe_rounds),
            CountKind{1, 16},
            "After so many rounds without a refusal the domain is used in full again."),
        row("reputation.forget-after", at(&Settings::reputation, &ReputationSettings::forget_after),
            SpanKind{1s},
            "So long after its last suspension ended, the next one is a first one again."),
        row("reputation.complaint-warning",
            at(&Settings::reputation, &ReputationSettings::complaint_warning),
            ShareKind{0.00001, 1},
            "The share of a sender domain's notifications to a provider, of the last seven days, "
            "that may be complained of before the log warns."),
        row("reputation.complaint-limit",
            at(&Settings::reputation, &ReputationSettings::complaint_limit), ShareKind{0.00001, 1},
            "And before the domain is suspended there. Above complaint-warning."),
        row("reputation.complaint-volume",
            at(&Settings::reputation, &ReputationSettings::complaint_volume),
            CountKind{1, 100'000'000},
            "With fewer notifications in these seven days complaints are counted and change "
            "nothing."),
        row("reputation.authserv-ids", at(&Settings::reputation, &ReputationSettings::authserv_ids),
            ListOf<TextKind>{authserv_id()},
            "The names under which the site's own mail server writes Authentication-Results (RFC "
            "8601) into what comes in, having removed others' of that name. A complaint counts "
            "only where DKIM or SPF passed there for a domain of the provider's; without this "
            "setting the log warns, and no complaint suspends a domain."),
        row("reputation.retry-within", at(&Settings::reputation, &ReputationSettings::retry_within),
            SpanKind{0s, days{5}},
            "A notification refused for its sender domain's reputation is sent once more, from "
            "another sender domain, where the refusal comes so soon. 0s: never."),
        row("reputation.give-up-after",
            at(&Settings::reputation, &ReputationSettings::give_up_after), SpanKind{1min, days{5}},
            "So long after the event a notification waits for a sender domain that may be used at "
            "its provider; then it is not sent. Shorter than Postfix keeps trying "
            "(maximal_queue_lifetime)."),

        row("bounces.token-lifetime", at(&Settings::bounces, &BouncesSettings::token_lifetime),
            SpanKind{days{1}, days{365}},
            "How long after a notification was sent a bounce to its return path still acts. Later "
            "ones are counted and kept on hold. No longer than state.keep."),
        row("bounces.size-limit", at(&Settings::bounces, &BouncesSettings::size_limit),
            SizeKind{16 * kKiB, 100 * kMiB},
            "How much of a bounce is read; what stands behind is not looked at."),
        row("bounces.hold-limit", at(&Settings::bounces, &BouncesSettings::hold_limit),
            CountKind{0, 100000},
            "How many messages to return paths may be on hold: so many that prove nothing, and as "
            "many that are proved but were not understood. What comes beyond that is counted, told "
            "of in the log, and discarded."),
        row("bounces.hold-size", at(&Settings::bounces, &BouncesSettings::hold_size),
            SizeKind{kMiB, 1024 * kMiB},
            "How large these may be in sum, again of each sort. A single message that proves "
            "nothing may be a twentieth of it."),
        row("bounces.patterns", at(&Settings::bounces, &BouncesSettings::patterns),
            or_empty(absolute_path()),
            "The file of patterns that remote systems' own words are recognised by. Empty: those "
            "built in, of which /usr/share/postern/bounce-patterns.yaml is a copy."),

        row("suppressions.cool-downs",
            at(&Settings::suppressions, &SuppressionsSettings::cool_downs),
            ListOf<SpanKind>{{1s, days{7}}, 1},
            "How long an address whose mailbox was full gets no notification, the first time, the "
            "second time and so on; the last one repeats. Then one notification is let through as "
            "a probe."),
        row("suppressions.probe-patience",
            at(&Settings::suppressions, &SuppressionsSettings::probe_patience), SpanKind{0s, 24h},
            "How long other notifications to that address wait for the probe to bounce before they "
            "are sent as well."),
        row("suppressions.clear-after",
            at(&Settings::suppressions, &SuppressionsSettings::clear_after), SpanKind{1s},
            "So long after a probe of which nothing came back the full mailbox is forgotten; until "
            "then its next bounce takes the next, longer cool-down. Longer than Postfix keeps "
            "trying (maximal_queue_lifetime)."),

        row("dns.check-domains", at(&Settings::dns, &DnsSettings::check_domains), kCheckDomains,
            "Whether recipients' domains are looked up before anything is sent to them."),
        row("dns.resolvers", at(&Settings::dns, &DnsSettings::resolvers),
            ListOf<TextKind>{name_server()},
            "The recursive name servers to ask. Empty: those of /etc/resolv.conf."),
        row("dns.root-hints", at(&Settings::dns, &DnsSettings::root_hints),
            or_empty(absolute_path()),
            "A file of root name servers, such as /usr/share/dns/root.hints: posternd then asks "
            "the servers of the domains itself, from the root down, and no resolver. Empty: "
            "resolvers are asked."),
        row("dns.stubs", at(&Settings::dns, &DnsSettings::stubs), ListOf<TextKind>{stub_zone()},
            "Zones that are asked for at their own server, whatever else is set: for names that "
            "only exist inside. A zone with several servers stands here several times."),
        row("dns.trust-anchor", at(&Settings::dns, &DnsSettings::trust_anchor),
            or_empty(absolute_path()),
            "A file with the root's keys, such as /usr/share/dns/root.key: answers are then "
            "validated (DNSSEC), and a forged one counts as none. Empty: they are taken as the "
            "resolver gives them."),
        row("dns.timeout", at(&Settings::dns, &DnsSettings::timeout), SpanKind{100ms, 60s},
            "How long a check waits at most. What is answered later serves the next one. At RCPT "
            "two domains may have to be waited for, the agent's and the fallback's: keep "
            "milter_command_timeout in Postfix (30s) longer than twice this."),
        row("dns.give-up-after", at(&Settings::dns, &DnsSettings::give_up_after),
            SpanKind{1min, days{5}},
            "So long after the event a notification waits for an answer about its domain; then it "
            "is sent without one, and Postfix finds out. Keep it shorter than Postfix keeps trying "
            "(maximal_queue_lifetime)."),
        row("dns.in-flight", at(&Settings::dns, &DnsSettings::in_flight), CountKind{1, 1000},
            "How many questions may be under way, and how many domains may be waiting for them. "
            "Beyond that a domain is not asked about, and Postfix tries again."),
        row("dns.cache-entries", at(&Settings::dns, &DnsSettings::cache_entries),
            CountKind{0, 10'000'000},
            "How many domains are remembered; one takes about half a kilobyte."),
        row("dns.min-ttl", at(&Settings::dns, &DnsSettings::min_ttl), SpanKind{0s, days{1}},
            "A domain is remembered for at least so long, however short a time its answers allow."),
        row("dns.max-ttl", at(&Settings::dns, &DnsSettings::max_ttl), SpanKind{1s, days{7}},
            "And for no longer than this."),
        row("dns.negative-ttl", at(&Settings::dns, &DnsSettings::negative_ttl),
            SpanKind{0s, days{1}},
            "That a domain takes no mail is remembered for no longer than this."),
        row("dns.unknown-ttl", at(&Settings::dns, &DnsSettings::unknown_ttl), SpanKind{0s, 10min},
            "Where nobody answered within the time-out, the domain counts as unknown for so long "
            "without another wait, unless a late answer says more."),

        row("unsubscribe.url", at(&Settings::unsubscribe, &UnsubscribeSettings::url),
            or_empty(unsubscribe_url()),
            "The page for one-click unsubscription (RFC 8058) of the List-Unsubscribe header. The "
            "place marked {token} takes a token that names agent and kind; "
            "/usr/share/doc/postern/unsubscribe.md says what the page has to do. Empty: no such "
            "header."),

        row("stream.feedback-id", at(&Settings::stream, &StreamSettings::feedback_id),
            or_empty(feedback_sender()),
            "How Google counts complaints: a name for this sender, of 5 to 15 characters, that "
            "stays the same for good. Feedback-ID is then ::KIND:NAME. Empty: no such header."),
        row("stream.list-id", at(&Settings::stream, &StreamSettings::list_id),
            or_empty(list_domain()),
            "A domain of yours below which List-Id (RFC 2919) stands, as KIND.DOMAIN. Recipients "
            "sort by it: choose one that stays, not a sender domain that may be given up. It "
            "needs no DNS. Empty: no such header."),

        row("keys.files", at(&Settings::keys, &KeysSettings::files),
            ListOf<TextKind>{key_file(), 1},
            "Files with one secret each, of at least 32 characters, which nobody but their owner "
            "and group may read. The first one signs, all of them verify: to change the key, put a "
            "new file in front and remove the old one when no mail signed with it is under way.",
            Need::required),

        row("directory.database", at(&Settings::directory, &DirectorySettings::database),
            database_url(), "Where the directory is.", Taken::at_start),
        row("directory.readers", at(&Settings::directory, &DirectorySettings::readers),
            CountKind{1, 64},
            "How many sessions read it side by side. More than the machine has processors gains "
            "nothing.",
            Taken::at_start),

        row("directory.keep", at(&Settings::directory, &DirectorySettings::keep), SpanKind{days{1}},
            "How long chats and presence are kept after the last that was told of them. What is "
            "older goes when events are applied, or by 'postern directory prune'. Postfix must not "
            "keep mail longer than this (maximal_queue_lifetime)."),

        row("state.database", at(&Settings::state, &StateSettings::database), database_url(),
            "Where the state is. Keep it in a file other than the directory's: it is written all "
            "the time, which would slow down the directory's readers.",
            Taken::at_start),
        row("state.keep", at(&Settings::state, &StateSettings::keep), SpanKind{days{1}},
            "How long the record of a notification is kept after its fate was settled. Bounces and "
            "questions of why a mail was not sent can be answered for this long.",
            Taken::at_start),

        row("database.busy-timeout", at(&Settings::database, &DatabaseSettings::busy_timeout),
            SpanKind{0s, 60s},
            "How long to wait for a lock that another process holds before the answer is 451 and "
            "Postfix tries again.",
            Taken::at_start),

        row("postfix.postqueue", at(&Settings::postfix, &PostfixSettings::postqueue),
            absolute_path(),
            "Postfix's postqueue, which is asked for a parked notification at the end of its grace "
            "window.",
            Taken::at_start),
        row("postfix.config-directory", at(&Settings::postfix, &PostfixSettings::config_directory),
            or_empty(absolute_path()),
            "The configuration directory of the Postfix instance. Empty: the default one. Another "
            "one must be listed in alternate_config_directories of the default main.cf.",
            Taken::at_start),
        row("postfix.releases-at-once", at(&Settings::postfix, &PostfixSettings::releases_at_once),
            CountKind{1, 32}, "How many postqueue processes may run side by side.",
            Taken::at_start),
        row("postfix.retry-after", at(&Settings::postfix, &PostfixSettings::retry_after),
            SpanKind{1s, 1h},
            "After an error of ours, such as a locked database, the notification was answered with "
            "451; this much later Postfix is asked to present it again."),
        row("postfix.accepted", at(&Settings::postfix, &PostfixSettings::accepted),
            ListOf<TextKind>{postfix_parameter()},
            "Parameters of Postfix that this site sets on purpose, such as always_bcc: what "
            "postern check notes about them is no fault for check --strict. A fault stays one."),

        row("trail.from", at(&Settings::trail, &TrailSettings::from), log_source(),
            "Where Postfix's log is: the path of a file that Postfix or a syslog daemon writes, "
            "journal, or off. What the remote servers said is then on record with each "
            "notification, and postern why tells it; nothing is decided by it, and no mail waits "
            "for it. The user that posternd runs as has to be able to read it: "
            "/usr/share/doc/postern/trail.md.",
            Taken::at_start),

        row("log.to", at(&Settings::log, &LogSettings::to), kLogTarget,
            "Under systemd, stderr is the journal."),
        row("log.level", at(&Settings::log, &LogSettings::level), kLogLevel,
            "The least severe messages that are written."),
        row("log.facility", at(&Settings::log, &LogSettings::facility), kFacility,
            "Of the messages to syslog."),
    };
    return kTable;
}

Settings sample_settings() {
    Settings settings;
    settings.drafts.domain = "drafts.example.com";
    settings.senders = {{"mail.example.com", "bounces.mail.example.com"},
                        {"example.net", "bounces.example.net"}};
    settings.keys.files = {"/etc/postern/keys/current.key"};
    return settings;
}

}  // namespace postern
