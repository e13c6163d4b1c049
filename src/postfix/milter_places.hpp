// SPDX-License-Identifier: Apache-2.0
//
// Where a milter listens. Postfix and libmilter write it differently: "inet:HOST:PORT" and
// "inet:PORT@HOST", "unix:PATH" from the queue directory and "local:PATH" from "/". Pure: what
// cannot be read is nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "postern/config/settings.hpp"
#include "postern/postfix/site.hpp"

namespace postern::postfix {

/// A port, or a socket in the file system.
struct MilterPlace {
    std::string host{};  ///< "localhost" for 127.0.0.0/8; "" for every address, "::" with IPv6.
    std::string port{};
    std::string path{};

    [[nodiscard]] bool is_port() const { return path.empty(); }
    bool operator==(const MilterPlace&) const = default;
};

/// Of libmilter's "inet:8891@localhost", "inet6:…", "local:/run/x", "unix:/run/x", "/run/x".
std::optional<MilterPlace> place_of_socket(std::string_view socket);

/// Of a word of smtpd_milters. A path may be two: smtpd may be chrooted, and then "/" is the queue
/// directory.
std::vector<MilterPlace> places_of_milter(std::string_view milter, const Site& site);

/// Whether whoever listens at the one is found at the other.
bool is_reached_by(const MilterPlace& listens, const MilterPlace& called);

/// As smtpd_milters names it: from the queue directory where it is below it.
std::string milter_name(const MilterPlace& place, const Site& site);

/// Whether an smtpd in that chroot finds it.
bool is_within(const MilterPlace& place, bool chroot, const Site& site);

/// Of "{ unix:…, default_action=… }" the address.
std::string address_in(std::string_view milter);

/// The addresses of all milters that the site's own mail is shown to.
std::vector<std::string> milters_of_the_site(const Site& site, const Settings& settings);

/// Whether tables choose milters, which nobody can tell.
bool has_milter_maps(const Site& site, const Settings& settings);

/// Whether "/" is the queue directory for that service.
bool in_chroot(const Service& service, const Site& site);

/// Whether the site's smtpds are chrooted, as postern's will be.
bool is_chrooted(const Site& site, const Settings& settings);

}  // namespace postern::postfix
