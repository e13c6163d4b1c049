// SPDX-License-Identifier: Apache-2.0
//
// What the tests of `postern check` begin with.
#pragma once

#include <stdexcept>
#include <string>

#include "postern/config/settings.hpp"
#include "postern/postfix/site.hpp"

namespace postern::postfix {

/// Of the domains in conf/postfix.
inline Settings settings() {
    Settings s;
    s.drafts.domain = "drafts.example.test";
    s.senders.resize(1);
    s.senders[0].domain = "example.test";
    s.senders[0].bounce_domain = "bounces.example.test";
    return s;
}

inline Service& service_of(Site& site, const std::string& name) {
    for (auto& service : site.services) {
        if (service.name == name) return service;
    }
    throw std::out_of_range(name);
}

}  // namespace postern::postfix
