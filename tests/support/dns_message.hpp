// SPDX-License-Identifier: Apache-2.0
//
// As much of DNS messages (RFC 1035 section 4) as it takes to see that a server is up.
#pragma once

#include <string>
#include <string_view>

namespace postern::testing {

/// "example", "firm.example", or "." for the root.
std::string question_for_soa(std::string_view zone);

/// A response with the code NOERROR and at least one answer.
bool is_good_answer(std::string_view message);

}  // namespace postern::testing
