// SPDX-License-Identifier: Apache-2.0
//
// Short ways to say a notification, where it goes, and a bounce of it.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "postern/base/time.hpp"

#include "record.hpp"

namespace postern::ledger {

inline const TimePoint kNoon = parse_time("2026-11-23T12:00:00Z").value();

/// Of draft d1 of account shop, issued under queue id Q1.
inline Notification issued_to(const std::string& agent) {
    Notification n;
    n.id = "id-" + agent;
    n.account = "shop";
    n.draft = "d1";
    n.agent = agent;
    n.queue_id = "Q1";
    n.occurred = n.accepted = kNoon;
    n.due = kNoon + std::chrono::minutes{1};
    return n;
}

/// As it is presented to be sent.
inline Notification for_address(const std::string& agent, const std::string& address) {
    auto n = issued_to(agent);
    n.fate = Fate::sent;
    n.address = address;
    n.provider = "p";
    n.delivery = "Q1";
    n.decided = n.due;
    return n;
}

inline Destination destination(const std::string& address,
                               const std::vector<std::string>& domains = {"one.example"}) {
    Destination to{address, "p"};
    for (const auto& domain : domains) to.senders.push_back({domain, "m@" + domain});
    return to;
}

inline Settle settle_at(const std::string& agent, const std::string& address) {
    return {for_address(agent, address), {destination(address)}};
}

inline ProvedBounce bounce_of(const Notification& n, BounceClass what,
                              DeliveryAction action = DeliveryAction::failed) {
    ProvedBounce b;
    b.notification = n.id;
    b.address = n.address;
    b.agent = n.agent;
    b.kind = n.kind;
    b.sent = *n.decided;
    b.outcome.bounce_class = what;
    b.outcome.action = action;
    b.at = *n.decided + std::chrono::minutes{1};
    b.sender_domain = n.sender_domain;
    b.provider = n.provider;
    b.account = n.account;
    b.delivery = "B1";
    b.origin = ReportOrigin::ours;
    return b;
}

inline Suppression held_for_good(const std::string& subject, Cause cause) {
    return {subject, cause, "no", "bounce", "id-other", kNoon, kNoon};
}

}  // namespace postern::ledger
