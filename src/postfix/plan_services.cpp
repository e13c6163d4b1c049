// SPDX-License-Identifier: Apache-2.0
//
// The services of conf/postfix/master.cf, as this site needs them: with its chroot, its ports, its
// milters, and what its Postfix knows of their parameters.
#include <algorithm>

#include "postern/postfix/parameters.hpp"

#include "findings.hpp"
#include "plan_parts.hpp"
#include "spans.hpp"

namespace postern::postfix {

namespace {

constexpr auto kAgain = "again-cleanup";

/// As the site's own smtpd has it, which works there.
std::string chroot_of(const Ground& ground) {
    for (const auto& service : ground.site.services) {
        const auto columns = split_list(service.columns);
        if (service.command == "smtpd" && !is_ours(service, ground.settings) && columns.size() > 2)
            return columns[2];
    }
    return "n";
}

std::string with_chroot(const std::string& columns, const std::string& chroot) {
    auto words = split_list(columns);
    words.at(2) = chroot;
    std::string all;
    for (const auto& word : words) all += word + " ";
    return all;
}

/// The rest is for whoever edits the file.
std::string first_sentence(const std::string& text) {
    const auto end = text.find(". ");
    return end == text.npos ? text : text.substr(0, end + 1);
}

void plan_service(const Shipped& shipped, const Ground& ground, Plan& plan) {
    const auto* service = playing(shipped.role, ground.site, ground.settings);
    Line line{Line::Kind::service,
              name_of_service(shipped.role, ground) + "/" + shipped.service.type};
    line.value = with_chroot(shipped.service.columns, chroot_of(ground)) + shipped.service.command;
    line.why = first_sentence(shipped.why);
    line.in_force = service != nullptr;
    if (line.in_force) line.value = line.present = service->columns + " " + service->command;
    plan.lines.push_back(std::move(line));
}

/// One parameter that a service sets for itself.
struct Option {
    const Shipped& shipped;
    const Group& group;
    const std::string& name;
    std::string usual;  ///< What conf/postfix has.

    [[nodiscard]] bool is(std::string_view role, std::string_view parameter) const {
        return shipped.role == role && name == parameter;
    }
};

std::string wanted_value(const Option& option, const Service* service, const Ground& ground) {
    const auto& names = ground.settings.milter.daemon_names;
    if (option.name == "smtpd_milters") return wanted_milters(option.shipped.role, service, ground);
    if (option.name == "milter_macro_daemon_name")
        return option.shipped.role == "draft" ? names.draft
               : option.shipped.role == "out" ? names.out
                                              : names.bounce;
    if (option.is("draft", "content_filter")) return "postern-fan:[127.0.0.1]:" + ground.ports.out;
    if (option.is("draft", "message_size_limit"))
        return std::to_string(
            std::max<std::uint64_t>(std::stoull(option.usual), size_of_draft(ground.settings)));
    if (option.is("out", "smtputf8_autodetect_classes") &&
        ground.settings.recipients.smtputf8 == Permission::allow)
        return "all";
    return option.usual;
}

/// What a site may have chosen for itself stays, as long as the loop is whole.
bool suits(const Option& option, const Service& service, const std::string& wanted,
           const Ground& ground) {
    const auto* own = service.option(option.name);
    if (own == nullptr) return false;
    if (option.name == "smtpd_milters") return milters_suit(option.shipped.role, service, ground);
    if (same_value(*own, wanted)) return true;
    if (option.group.treatment != Treatment::yours || option.is("draft", "content_filter"))
        return false;
    const bool limit = option.is("draft", "message_size_limit");
    return !limit || *own == "0" || std::stoull("0" + *own) >= size_of_draft(ground.settings);
}

void plan_option(const Option& option, const Ground& ground, Plan& plan) {
    const auto* service = playing(option.shipped.role, ground.site, ground.settings);
    Line line{Line::Kind::option, name_of_service(option.shipped.role, ground) + "/" +
                                      option.shipped.service.type + "/" + option.name};
    line.value = wanted_value(option, service, ground);
    line.why = option.group.title + ". " + option.group.why;
    if (service != nullptr) {
        line.present = ground.site.in_force(*service, option.name);
        line.in_force = suits(option, *service, line.value, ground);
    }
    plan.lines.push_back(std::move(line));
}

/// Only what is shipped for everybody, or for a Postfix as new as this one.
const std::string* usual_value(const Shipped& shipped, const std::string& name) {
    if (const auto* value = shipped.service.option(name)) return value;
    const auto found = shipped.optional.find(name);
    return found == shipped.optional.end() ? nullptr : &found->second;
}

void plan_group(const Group& group, const Ground& ground, Plan& plan) {
    for (const auto& shipped : shipped_services()) {
        if (shipped.role == kAgain || !contains(group.services, shipped.role)) continue;
        for (const auto& row : group.rows) {
            const auto* usual = usual_value(shipped, row.name);
            if (usual == nullptr || !ground.site.parameters.contains(row.name)) continue;
            plan_option({shipped, group, row.name, *usual}, ground, plan);
        }
    }
}

}  // namespace

void plan_services(const Ground& ground, Plan& plan) {
    for (const auto& shipped : shipped_services()) {
        if (shipped.role != kAgain) plan_service(shipped, ground, plan);
    }
    for (const auto& group : parameter_groups()) plan_group(group, ground, plan);
}

}  // namespace postern::postfix
