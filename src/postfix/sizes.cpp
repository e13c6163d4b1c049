// SPDX-License-Identifier: Apache-2.0
//
// Postfix counts a message with its header, postern.yaml counts bodies only. What Postfix returns
// passes the site's own cleanup, with the limit of main.cf: a report above it is never made.
#include <charconv>

#include "findings.hpp"

namespace postern::postfix {

namespace {

using Weight = Trouble::Weight;

/// For the header of a draft, and what the hops add to it: far more than platforms send.
constexpr std::uint64_t kHeaderRoom = 1U << 20U;

/// bounce(8) returns up to this much of a message, and says about as much itself as a header may
/// have.
constexpr std::uint64_t kUsualReport = 50'000;
constexpr std::uint64_t kReportRoom = 150'000;

/// 0 where there is none.
std::uint64_t number_in(const std::string& text) {
    std::uint64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

void look_at_messages(const std::string& role, const Site& site, const Settings& settings,
                      std::uint64_t body, Troubles& troubles) {
    const auto* service = playing(role, site, settings);
    if (service == nullptr) return;
    const auto text = site.in_force(*service, "message_size_limit");
    const auto limit = number_in(text);
    const auto needed = body + kHeaderRoom;
    if (limit == 0 || limit >= needed) return;
    const auto where = service->path() + "/message_size_limit";
    troubles.push_back({Weight::fault, where,
                        "is " + text + ", less than the " + std::to_string(needed) +
                            " of a body that postern.yaml lets in and its header",
                        set_for(where, std::to_string(needed))});
}

void look_at_own_reports(const Site& site, Troubles& troubles) {
    const std::string name = "message_size_limit";
    const auto text = site.in_force("cleanup", name);
    const auto returned = number_in(site.in_force("bounce", "bounce_size_limit"));
    const auto needed = (returned == 0 ? kUsualReport : returned) + kReportRoom;
    const auto limit = number_in(text);
    if (limit == 0 || limit >= needed) return;
    const auto* cleanup = site.find("cleanup", "unix");
    const auto where = cleanup == nullptr ? name : cleanup->place_of(name);
    troubles.push_back({Weight::fault, where,
                        "is " + text + ", less than the " + std::to_string(needed) +
                            " of a report: nobody hears what Postfix could not deliver",
                        where == name ? set_main(name, "10240000") : set_for(where, "10240000")});
}

}  // namespace

std::uint64_t size_of_draft(const Settings& settings) {
    return settings.drafts.size_limit + kHeaderRoom;
}

void look_at_sizes(const Site& site, const Settings& settings, Troubles& troubles) {
    look_at_messages("draft", site, settings, settings.drafts.size_limit, troubles);
    look_at_messages("out", site, settings, settings.drafts.size_limit, troubles);
    look_at_messages("bounce", site, settings, settings.bounces.size_limit, troubles);
    look_at_own_reports(site, troubles);
}

}  // namespace postern::postfix
