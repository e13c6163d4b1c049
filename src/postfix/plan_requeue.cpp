// SPDX-License-Identifier: Apache-2.0
//
// What operators queue again comes from pickup. It gets a copy of the site's own cleanup whose
// first check leads to OUT (docs/decisions/0019-queued-again.md).
#include <algorithm>

#include "findings.hpp"
#include "plan_parts.hpp"
#include "requeue.hpp"

namespace postern::postfix {

namespace {

constexpr auto kAgainChecks = "postern_again_checks";
constexpr auto kCopyWhy =
    "What operators queue again (postsuper -r) passes a copy of your cleanup, whose first check "
    "leads "
    "drafts, and mail that came by DRAFT, to OUT.";
constexpr auto kChecksWhy =
    "What that copy looks for. Behind the check that leads to OUT stand your own, as they are.";
constexpr auto kPickupOverrides = "receive_override_options";
constexpr auto kNoChecks = "no_header_body_checks";

/// Elsewhere a copy that is there is one of something else.
bool is_led_to_ours(const Ground& ground) {
    const auto* used = ground.site.pickups_cleanup();
    return used != nullptr && used->name == kAgainCleanup;
}

bool leads_to_out(const Ground& ground) {
    const auto* out = playing("out", ground.site, ground.settings);
    const auto& answers = ground.site.queued_again;
    return out != nullptr && !answers.empty() &&
           std::all_of(answers.begin(), answers.end(),
                       [&](const auto& one) { return leads_to(*out, one.second); });
}

void plan_copy(const Service& copied, const Ground& ground, Plan& plan) {
    const std::string path = std::string(kAgainCleanup) + "/unix";
    const auto* again = ground.site.find(kAgainCleanup, "unix");
    Line service{Line::Kind::service, path, copied.columns + " " + copied.command, kCopyWhy};
    if (!copied.arguments.empty()) service.value += " " + copied.arguments;
    service.in_force = again != nullptr && is_led_to_ours(ground);
    if (again != nullptr) service.present = again->columns + " " + again->command;
    Line checks{Line::Kind::option, path + "/header_checks", std::string("$") + kAgainChecks,
                kCopyWhy};
    if (again != nullptr) checks.present = ground.site.in_force(*again, "header_checks");
    checks.in_force =
        service.in_force && !checks.present.empty() &&
        (leads_to_out(ground) || checks.present == ground.site.parameter(kAgainChecks));
    plan.lines.push_back(std::move(service));
    plan.lines.push_back(std::move(checks));
}

/// pickup may have turned off all checks, ours among them.
std::vector<std::string> overrides_of_pickup(const Ground& ground) {
    return split_list(ground.site.in_force(*ground.site.pickup(), kPickupOverrides));
}

bool is_unchecked(const Ground& ground) {
    return contains(overrides_of_pickup(ground), kNoChecks);
}

/// Checks are turned on for ours; the site's own, which local mail did not pass, stay off.
void plan_only_ours(const Ground& ground, Plan& plan) {
    if (!is_unchecked(ground)) return;
    const std::string why =
        "pickup turns off all checks: they are on for this one, and local mail passes no other.";
    for (const std::string name : {"mime_header_checks", "nested_header_checks", "body_checks"})
        plan.lines.push_back(
            {Line::Kind::option, std::string(kAgainCleanup) + "/unix/" + name, {}, why});
    Line line{Line::Kind::option, ground.site.pickup()->path() + "/" + kPickupOverrides, {}, why};
    for (const auto& word : overrides_of_pickup(ground)) {
        line.present += (line.present.empty() ? "" : ",") + word;
        if (word != kNoChecks) line.value += (line.value.empty() ? "" : ",") + word;
    }
    plan.lines.push_back(std::move(line));
}

/// The site's own, where it is not led to ours yet.
std::string checks_of_the_site(const Service& copied, const Ground& ground) {
    if (is_unchecked(ground)) return {};
    if (const auto* own = copied.option("header_checks")) return *own;
    return list_of("", "header_checks", ground.site).text;
}

/// So that it is known later what local mail met before, where main.cf does not say it.
PickupBefore to_be_noted(const Ground& ground) {
    if (is_led_to_ours(ground)) {
        auto before = ground.site.pickup_before;
        before.unchecked = before.unchecked || is_unchecked(ground);
        return before;
    }
    const auto* own = ground.site.pickup()->option("cleanup_service_name");
    return {own == nullptr ? "" : *own, is_unchecked(ground)};
}

/// What the site's cleanup looks for since it was copied.
std::vector<std::string> left_out(const Ground& ground) {
    const auto* out = playing("out", ground.site, ground.settings);
    return out == nullptr ? std::vector<std::string>{} : left_out_checks(*out, ground.site);
}

void plan_checks(const Service& copied, const Ground& ground, Plan& plan) {
    const auto ours = table_at("queued_again", ground);
    auto present = list_of("", kAgainChecks, ground.site).text;
    const bool leads = leads_to_out(ground);
    const bool ours_is_there = contains(split_list(present), ours);
    if (leads && !ours_is_there && left_out(ground).empty()) return;
    Table table{"queued_again",
                note_of(to_be_noted(ground)) +
                    "/^Postern-(Seal|Pass):/  FILTER postern-fan:[127.0.0.1]:" + ground.ports.out +
                    "\n",
                kChecksWhy};
    Line line{Line::Kind::parameter, kAgainChecks, present, table.why, present};
    const bool anew = present.empty() || !is_led_to_ours(ground) || is_unchecked(ground);
    const auto behind = anew ? checks_of_the_site(copied, ground) : present;
    if (!leads) line.value = in_front(ours, behind);
    for (const auto& one : leads ? left_out(ground) : std::vector<std::string>{})
        line.value += ", " + one;
    line.in_force = line.value == line.present;
    if (ours_is_there || !leads) plan_table(std::move(table), ground, plan);
    plan.lines.push_back(std::move(line));
}

}  // namespace

void plan_requeue(const Ground& ground, Plan& plan) {
    const auto* pickup = ground.site.pickup();
    const auto* copied = pickup == nullptr ? nullptr : ground.site.local_cleanup();
    if (copied == nullptr) return;
    plan_copy(*copied, ground, plan);
    plan_checks(*copied, ground, plan);
    plan_only_ours(ground, plan);
    const auto* used = ground.site.pickups_cleanup();
    Line way{
        Line::Kind::option, pickup->path() + "/cleanup_service_name", std::string(kAgainCleanup),
        "What operators queue again comes from pickup, and so does what local programs submit: "
        "both pass a copy of your cleanup, with one check in front."};
    if (used != nullptr) way.present = used->name;
    way.in_force = way.present == kAgainCleanup;
    plan.lines.push_back(std::move(way));
}

}  // namespace postern::postfix
