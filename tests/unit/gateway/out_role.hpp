// SPDX-License-Identifier: Apache-2.0
//
// A notification that comes to OUT.
#pragma once

#include "postern/gateway/identity.hpp"
#include "postern/gateway/releases.hpp"

#include "fixture.hpp"

namespace postern::testing {

struct OutRole : GatewayTest {
    Submission due(const std::string& agent = "anna") {
        auto out = handed_over(agent);
        clock.advance(2min);
        return out;
    }
};

}  // namespace postern::testing
