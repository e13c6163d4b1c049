// SPDX-License-Identifier: Apache-2.0
//
// A site's Postfix as values: what `postconf` printed of it (postconf(1): -x, -M and -P), and what
// its tables answered. Nothing here runs anything, and nothing fails: what cannot be read is left
// out, as it would be a line of a kind that Postfix has not got today.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace postern::postfix {

using Parameters = std::map<std::string, std::string, std::less<>>;

/// One service of master.cf.
struct Service {
    std::string name;         ///< "127.0.0.1:10025"
    std::string type;         ///< "inet", "unix"
    std::string command;      ///< "smtpd"
    Parameters options{};     ///< What it sets for itself, by -o.
    std::string columns{};    ///< "n - y - 60": private, unpriv, chroot, wakeup, maxproc.
    std::string arguments{};  ///< What stands behind the command in master.cf, options included.

    /// "127.0.0.1:10025/inet", as postconf -P wants it.
    [[nodiscard]] std::string path() const { return name + "/" + type; }
    /// "10025", or "" where the name has none.
    [[nodiscard]] std::string port() const;
    /// Where it has that parameter from: its own place, or main.cf.
    [[nodiscard]] std::string place_of(const std::string& parameter) const;
    /// What -o says, or nullptr.
    [[nodiscard]] const std::string* option(std::string_view parameter) const;
};

/// What one table has for an address, field or domain of ours.
struct TableAnswer {
    std::string where;  ///< "smtp_generic_maps", "relay/unix/smtp_generic_maps"
    std::string table;
    std::string key;
    std::string answer;
};

/// A table that cannot be asked, by whom it is used, and what Postfix said.
struct Unopened {
    std::string where;
    std::string words;
};

/// What pickup set before it was led to postern's own cleanup, as far as it is overwritten then.
struct PickupBefore {
    std::string cleanup{};   ///< Its cleanup_service_name by -o; "" where it had none.
    bool unchecked = false;  ///< It had no_header_body_checks.
};

struct Site {
    Parameters parameters{};  ///< All that this Postfix knows, defaults included, expanded.
    std::vector<Service> services{};
    std::map<std::string, std::string> transports{};  ///< By domain; "" where none is set.
    /// Domains that port 25 takes mail for, of those that were asked about.
    std::vector<std::string> received{};
    /// What comes of an address or field of ours on the way out.
    std::vector<TableAnswer> rewritten{};
    /// What leads return paths or drafts elsewhere, before a transport is asked for.
    std::vector<TableAnswer> swallowed{};
    /// Domains of ours that a list has as the site's own. `table` is the entry that has it.
    std::vector<TableAnswer> claimed{};
    /// Return paths that the site's list of recipients has not.
    std::vector<TableAnswer> refused{};
    /// Recipients of drafts for which somebody else is sent a copy, when they are queued again.
    std::vector<TableAnswer> copied{};
    /// What pickup's cleanup does with a message that has that field of ours, by the field's name.
    /// Both are there wherever Postfix has a pickup; "" where it does nothing.
    std::map<std::string, std::string> queued_again{};
    /// The file of our check for it, "/etc/postfix/postern/queued_again"; "" where there is none.
    std::string again_file{};
    PickupBefore pickup_before{};
    /// What it makes of other lines of a draft or a notification.
    std::vector<TableAnswer> changed_again{};
    /// The actions of each table there, whatever they are for; "" where it cannot be read.
    std::vector<TableAnswer> actions_again{};
    /// Likewise of the site's header_checks that pickup's cleanup has not.
    std::vector<TableAnswer> actions_left_out{};
    std::map<std::string, Unopened> unopened{};  ///< By table.
    /// Files that are named and not there, by parameter.
    Parameters absent{};
    /// header_checks takes "Received: from", by which a report from outside is known, off what
    /// comes in.
    bool hides_outside = false;
    /// The parameters as they are written: "$mydestination".
    Parameters written{};

    /// Of main.cf; "" where this Postfix has no such parameter.
    [[nodiscard]] std::string parameter(std::string_view name) const;
    /// What is in force for that service.
    [[nodiscard]] std::string in_force(const Service& service, std::string_view name) const;
    /// The same for a service of the site's own that may set it by -o, such as "qmgr".
    [[nodiscard]] std::string in_force(std::string_view unix_service, std::string_view name) const;
    [[nodiscard]] const Service* find(std::string_view name, std::string_view type) const;
    /// pickup(8), by which comes what operators queue again, or nullptr.
    [[nodiscard]] const Service* pickup() const;
    /// The cleanup that pickup leads to, or nullptr.
    [[nodiscard]] const Service* pickups_cleanup() const;
    /// The site's own, by which local mail goes, or went before it was led to postern's copy of it.
    [[nodiscard]] const Service* local_cleanup() const;
    /// The checks of a cleanup, where mime_header_checks and nested_header_checks are its
    /// header_checks if nobody says otherwise.
    [[nodiscard]] std::string checks_of(const Service& cleanup, std::string_view name) const;
};

/// postern's own copy of a cleanup, for pickup.
inline constexpr std::string_view kAgainCleanup = "postern-cleanup-again";

/// As the file of our check has it in comments, and those comments.
PickupBefore pickup_before(std::string_view again_file);
std::string note_of(const PickupBefore& before);

/// "NAME = VALUE" lines.
Parameters parse_parameters(std::string_view text);

/// The lines of `postconf -M` and of `postconf -P`.
std::vector<Service> parse_services(std::string_view services, std::string_view options);

/// A table list as Postfix splits it: at commas and blanks outside of braces.
std::vector<std::string> split_list(std::string_view text);

}  // namespace postern::postfix
