// SPDX-License-Identifier: Apache-2.0
//
// Forwards that lead in a circle are refused when they are written, not only when a notification
// gets lost in them.
#pragma once

#include <string>
#include <vector>

#include "postern/base/result.hpp"
#include "postern/chat/account.hpp"

#include "directory_reader.hpp"

namespace postern {

/// The agents whose notifications would never arrive.
std::vector<std::string> agents_in_circles(const Account& account, const std::vector<Group>& groups,
                                           const std::vector<Agent>& agents);

/// ErrorCode::conflict where there is one, with its name.
Result<void> no_circles(const Account& account, const std::vector<Group>& groups,
                        const std::vector<Agent>& agents);

/// After a change to forwards or addresses of that account: ErrorCode::conflict where some lead in
/// a circle now, ErrorCode::not_found where there is no such account.
Result<void> check_forwards(DirectoryReader& reader, const std::string& account);

}  // namespace postern
