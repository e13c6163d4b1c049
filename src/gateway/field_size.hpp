// SPDX-License-Identifier: Apache-2.0
//
// Fields that grow beyond what can be carried once they are folded and in US-ASCII: Postfix shows a
// milter 60,000 octets of a field, so that OUT would see another message than DRAFT sealed, and a
// milter can write no more than 65,535.
#pragma once

#include <optional>

#include "postern/gateway/configuration.hpp"
#include "postern/gateway/submission.hpp"
#include "postern/gateway/verdict.hpp"

namespace postern {

/// 550 5.6.0 with the name and size of a field that is too large as `edits` leave it, or as OUT
/// will write it.
std::optional<Verdict> oversized(const Configuration& configuration, const Submission& message,
                                 const Edits& edits);

}  // namespace postern
