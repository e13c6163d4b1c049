// SPDX-License-Identifier: Apache-2.0
#include "ways.hpp"

#include "postern/deliverability/outlook.hpp"

#include "decide.hpp"
#include "destination.hpp"

namespace postern {

namespace {

Outlook outlook_of(const Presentation& at, const Address& address) {
    return outlook_for(address, at.configuration.settings, at.configuration.check_domain);
}

Destination destination_at(const Presentation& at, const Notification& n, const Address& address,
                           const Outlook& outlook) {
    return destination(at.configuration, n, address.text(), outlook.provider, at.now);
}

/// Where something stands in its way it goes to the fallback, which is left, or nowhere.
void heed(const Obstacle& obstacle, Ways& ways) {
    auto& n = ways.notification;
    n.rule = obstacle.rule;
    n.reason = obstacle.reason;
    ways.to.erase(ways.to.begin());
    if (ways.to.empty()) {
        n.fate = Fate::withheld;
    } else {
        n.address = ways.to.front().address;
    }
}

}  // namespace

Result<Ways> ways_of(const Presentation& at, const NotificationFacts& facts, Notification ruled) {
    Ways ways{std::move(ruled)};
    const auto& n = ways.notification;
    if (n.fate != Fate::sent) return ways;
    const auto address = Address::parse(n.address);
    if (!address) return address.error();
    const auto outlook = outlook_of(at, *address);
    const bool give_up = at.now >= n.due + at.configuration.settings.dns.give_up_after;
    if (!outlook.unknown.empty() && !give_up) {
        return Error{ErrorCode::unavailable, outlook.unknown, {n.address}};
    }
    ways.to.push_back(destination_at(at, n, *address, outlook));
    if (const auto instead = fallback_of(n, at.sealed, facts)) {
        const auto there = outlook_of(at, *instead);
        if (!there.obstacle) ways.to.push_back(destination_at(at, n, *instead, there));
    }
    if (outlook.obstacle) heed(*outlook.obstacle, ways);
    return ways;
}

}  // namespace postern
