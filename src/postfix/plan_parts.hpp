// SPDX-License-Identifier: Apache-2.0
//
// The parts of a plan, a function for each concept: each adds its lines and tables.
#pragma once

#include <string>

#include "postern/postfix/plan.hpp"

namespace postern::postfix {

/// Where the three smtpds listen, or will.
struct Ports {
    std::string draft;
    std::string out;
    std::string bounce;
};

/// What all parts go by.
struct Ground {
    const Site& site;
    const Settings& settings;
    const Surroundings& around;
    Ports ports;
};

/// Those of the services that are there. For the others the usual one, or the next that nobody has,
/// ten further on.
Ports choose_ports(const Site& site, const Settings& settings, const Surroundings& around);

/// The service that plays that role here, by its name in master.cf, there or not.
std::string name_of_service(const std::string& role, const Ground& ground);

/// The services, and what they set for themselves.
void plan_services(const Ground& ground, Plan& plan);
/// Where the domains lead, and who is there.
void plan_domains(const Ground& ground, Plan& plan);
/// The way of what is queued again.
void plan_requeue(const Ground& ground, Plan& plan);
/// Names of queue files, and the pace of our transports.
void plan_main(const Ground& ground, Plan& plan);

/// "regexp:/etc/postfix/postern/transport"
std::string table_at(const std::string& name, const Ground& ground);

/// Adds it, in force where it is there as it is to be.
void plan_table(Table table, const Ground& ground, Plan& plan);

/// A list of main.cf or, where that service has it by -o, of the service.
struct List {
    Line::Kind kind;
    std::string place;
    std::string text;  ///< As it is written.
};
List list_of(std::string_view unix_service, const std::string& name, const Site& site);

/// That entry, then the list's others.
std::string in_front(const std::string& entry, std::string_view list);

/// How smtpd_milters names posternd.
std::string own_milter(const Site& site, const Settings& settings);
/// What smtpd_milters has for that role: posternd, and behind it the site's, or the signer.
std::string wanted_milters(const std::string& role, const Service* service, const Ground& ground);
bool milters_suit(const std::string& role, const Service& service, const Ground& ground);

}  // namespace postern::postfix
