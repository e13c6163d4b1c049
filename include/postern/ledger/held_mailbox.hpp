// SPDX-License-Identifier: Apache-2.0
//
// How an operator's word names whom it holds.
#pragma once

#include <string>
#include <string_view>

#include "postern/address/comparison.hpp"

namespace postern {

/// How an operator's word names an address: the mailbox at its provider ("" where it is not known)
/// under any spelling (address/one_mailbox.hpp). Whatever is no address names itself.
std::string held_mailbox(const AddressComparison& comparison, std::string_view subject,
                         std::string_view provider = {});

/// What happens to a subject that is held already.
enum class IfHeld { replace, keep };

}  // namespace postern
