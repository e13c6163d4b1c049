// SPDX-License-Identifier: Apache-2.0
//
// The settings in force, as typed values: what postern.yaml says, and the defaults for what it
// does not say. The initialisers below are the only place where a default stands; bounds, help and
// the YAML spelling of each key are rows of src/config/settings_table.cpp.
//
// A plain value: compare it, copy it, hand it out as shared_ptr<const Settings>. Only `load.hpp`
// promises that what is in it has been checked; an empty string says "not set" where that is
// allowed. Secrets are never in here, only the names of the files that hold them (`keys.hpp`).
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

#include "postern/address/comparison.hpp"
#include "postern/base/log.hpp"
#include "postern/base/time.hpp"
#include "postern/config/network.hpp"

namespace postern {

/// The milter_macro_daemon_name that tells which of Postfix's three smtpds is talking.
struct DaemonNames {
    std::string draft = "POSTERN-DRAFT";
    std::string out = "POSTERN-OUT";
    std::string bounce = "POSTERN-BOUNCE";

    bool operator==(const DaemonNames&) const = default;
};

struct MilterSettings {
    std::string socket =
        "unix:/var/spool/postfix/postern/postern.sock";  ///< As libmilter wants it.
    mode_t socket_mode = 0660;
    std::string socket_group{};    ///< Empty: as the directory gives it.
    std::string user = "postern";  ///< Empty: stay who we are.
    DaemonNames daemon_names{};
    Duration timeout = std::chrono::hours{2};
    std::uint64_t message_memory = 256U << 20U;  ///< Bytes, of all messages together.

    bool operator==(const MilterSettings&) const = default;
};

struct DraftsSettings {
    std::string domain{};
    std::vector<Network> networks = Network::loopback();
    std::vector<std::string> sasl_users{};
    std::uint64_t size_limit = 10U << 20U;  ///< Bytes.
    int recipient_limit = 1000;

    bool operator==(const DraftsSettings&) const = default;
};

struct GraceWindowSettings {
    Duration offline_message = std::chrono::minutes{2};
    Duration missed_chat{0};

    bool operator==(const GraceWindowSettings&) const = default;
};

struct PresenceSettings {
    Duration stale_after = std::chrono::minutes{5};

    bool operator==(const PresenceSettings&) const = default;
};

struct PolicySettings {
    enum class OpenedBy { agent, anyone };

    OpenedBy opened_by = OpenedBy::agent;

    bool operator==(const PolicySettings&) const = default;
};

enum class Permission { refuse, allow };

struct RecipientsSettings {
    enum class Suppressed { record, refuse };

    int forward_limit = 5;
    Suppressed suppressed = Suppressed::record;
    Permission smtputf8 = Permission::refuse;
    Permission quoted_local_parts = Permission::allow;
    AddressComparison comparison{};

    bool operator==(const RecipientsSettings&) const = default;
};

/// How a domain that nobody knows yet begins: with few notifications, and more every day.
struct WarmUpSettings {
    std::optional<std::chrono::sys_days> since{};  ///< None: the domain is known.
    int start = 50;                                ///< On the first day.
    double growth = 0.5;                           ///< So much more on each day that follows.

    bool operator==(const WarmUpSettings&) const = default;
};

/// One domain that notifications may be sent from.
struct SenderSettings {
    std::string domain{};
    std::string bounce_domain{};
    std::string from = "notifications";
    int weight = 1;
    int daily_cap = 0;  ///< 0: none.
    WarmUpSettings warm_up{};
    std::vector<std::string> preferred_providers{};
    std::vector<std::string> excluded_providers{};
    std::vector<std::string> dkim_selectors{};     ///< SELECTOR or SELECTOR=PATH.
    std::vector<std::string> sending_addresses{};  ///< As inet_ntop() writes them.

    bool operator==(const SenderSettings&) const = default;
};

/// When a sender domain is set aside at a provider (sender/standing.hpp).
struct ReputationSettings {
    std::vector<Duration> suspensions{std::chrono::hours{2},  std::chrono::hours{4},
                                      std::chrono::hours{8},  std::chrono::hours{16},
                                      std::chrono::hours{32}, std::chrono::hours{64},
                                      std::chrono::days{3}};
    double refusal_rate = 0.05;
    int witnesses = 3;  ///< Accounts, each with a mailbox of its own.
    Duration probe_patience = std::chrono::minutes{15};
    int probe_rounds = 5;
    Duration forget_after = std::chrono::days{7};
    double complaint_warning = 0.001;
    double complaint_limit = 0.003;
    int complaint_volume = 1000;  ///< Notifications; below, complaints are counted only.
    Duration retry_within = std::chrono::hours{4};
    Duration give_up_after = std::chrono::hours{4};
    std::vector<Network> trusted_reporters{};  ///< Whose word is our own Postfix's.
    std::vector<std::string> authserv_ids{};   ///< Lower case (RFC 8601 section 2.5).

    bool operator==(const ReputationSettings&) const = default;
};

struct UnsubscribeSettings {
    std::string url{};  ///< Empty: no List-Unsubscribe. Else it has "{token}" once.

    bool operator==(const UnsubscribeSettings&) const = default;
};

/// What marks the notifications as one stream of mail.
struct StreamSettings {
    std::string feedback_id{};  ///< The last part of Feedback-ID. Empty: no such field.
    std::string list_id{};      ///< The domain below which List-Id stands. Empty: no such field.

    bool operator==(const StreamSettings&) const = default;
};

struct KeysSettings {
    std::vector<std::string> files{};  ///< The first one signs, all of them verify.

    bool operator==(const KeysSettings&) const = default;
};

struct DirectorySettings {
    std::string database = "sqlite:/var/lib/postern/directory.db";
    int readers = 4;
    Duration keep = std::chrono::days{14};

    bool operator==(const DirectorySettings&) const = default;
};

struct StateSettings {
    std::string database = "sqlite:/var/lib/postern/state.db";
    Duration keep = std::chrono::days{90};

    bool operator==(const StateSettings&) const = default;
};

struct DatabaseSettings {
    Duration busy_timeout = std::chrono::seconds{2};

    bool operator==(const DatabaseSettings&) const = default;
};

struct PostfixSettings {
    std::string postqueue = "/usr/sbin/postqueue";
    std::string config_directory{};  ///< Empty: Postfix's own.
    int releases_at_once = 4;
    Duration retry_after = std::chrono::seconds{15};
    std::vector<std::string> accepted{};  ///< Parameters of which `postern check` may note things.

    bool operator==(const PostfixSettings&) const = default;
};

/// Where Postfix's log is read for what became of notifications.
struct TrailSettings {
    std::string from = "off";  ///< Or "journal", or the path of a file.

    bool operator==(const TrailSettings&) const = default;
};

struct LogSettings {
    LogTarget to = LogTarget::standard_error;
    Severity level = Severity::info;
    std::string facility = "mail";  ///< Of syslog, by name.

    bool operator==(const LogSettings&) const = default;
};

/// Reading what comes back to the return paths.
struct BouncesSettings {
    Duration token_lifetime = std::chrono::days{30};
    std::uint64_t size_limit = 1U << 20U;  ///< Bytes.
    int hold_limit = 200;                  ///< Messages of either sort.
    std::uint64_t hold_size = 20U << 20U;  ///< Bytes of either sort.
    std::string patterns{};                ///< Empty: those built in.

    bool operator==(const BouncesSettings&) const = default;
};

/// How long a full mailbox is left alone (bounce/suppression.hpp).
struct SuppressionsSettings {
    std::vector<Duration> cool_downs{std::chrono::hours{1}, std::chrono::hours{6},
                                     std::chrono::days{1}, std::chrono::days{3},
                                     std::chrono::days{7}};
    Duration probe_patience = std::chrono::minutes{15};
    Duration clear_after = std::chrono::days{7};

    bool operator==(const SuppressionsSettings&) const = default;
};

/// Asking DNS about recipients' domains.
struct DnsSettings {
    enum class CheckDomains { always, never };

    CheckDomains check_domains = CheckDomains::always;
    std::vector<std::string> resolvers{};  ///< ADDRESS[@PORT]. Empty: those of the system.
    std::string root_hints{};              ///< Set: ask from the root down, without resolvers.
    std::vector<std::string> stubs{};      ///< ZONE=ADDRESS[@PORT].
    std::string trust_anchor{};            ///< Empty: answers are not validated.
    Duration timeout = std::chrono::seconds{5};
    Duration give_up_after = std::chrono::hours{4};
    int in_flight = 200;
    int cache_entries = 50'000;
    Duration min_ttl = std::chrono::minutes{5};
    Duration max_ttl = std::chrono::days{1};
    Duration negative_ttl = std::chrono::minutes{15};
    Duration unknown_ttl = std::chrono::seconds{30};

    bool operator==(const DnsSettings&) const = default;
};

struct Settings {
    MilterSettings milter{};
    DraftsSettings drafts{};
    GraceWindowSettings grace_window{};
    PresenceSettings presence{};
    PolicySettings policy{};
    RecipientsSettings recipients{};
    std::vector<SenderSettings> senders{};
    ReputationSettings reputation{};
    BouncesSettings bounces{};
    SuppressionsSettings suppressions{};
    DnsSettings dns{};
    UnsubscribeSettings unsubscribe{};
    StreamSettings stream{};
    KeysSettings keys{};
    DirectorySettings directory{};
    StateSettings state{};
    DatabaseSettings database{};
    PostfixSettings postfix{};
    TrailSettings trail{};
    LogSettings log{};

    bool operator==(const Settings&) const = default;
};

}  // namespace postern
