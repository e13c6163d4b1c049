// SPDX-License-Identifier: Apache-2.0
//
// The directory that the contract's cases start from.
#pragma once

#include <string_view>

namespace postern {

inline constexpr std::string_view kShop = R"yaml(
accounts:
  - id: bakery
    name: Bakery
    plan: free
    agents:
      - { id: zoe, name: Zoe, address: zoe@bakery.example }
  - id: shop
    name: "Shop: the one and only"
    plan: pro
    email-integration: true
    notifications: { offline-message: false, missed-chat: true }
    forward: info@shop.example
    groups:
      - { id: sales, name: Sales }
      - { id: support, name: Support }
    agents:
      - id: anna
        name: Anna
        address: anna@shop.example
        groups: [sales, support]
        forward: team@shop.example
        devices:
          - { id: phone, online-since: 2026-11-23T10:00:00Z, seen: 2026-11-23T11:58:00Z }
          - { id: web, online-since: 2026-11-23T08:00:00Z, until: 2026-11-23T09:00:00Z }
      - { id: ben, name: Ben, address: ben@shop.example, active: false, groups: [support] }
    chats:
      - id: chat-1
        group: sales
        events:
          - { what: joined, agent: anna, at: 2026-11-23T11:00:00.5Z }
          - { what: opened, agent: anna, at: 2026-11-23T10:59:00+00:00 }
          - { what: left, at: 2026-11-23T11:30:00Z }
)yaml";

}  // namespace postern
