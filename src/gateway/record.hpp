// SPDX-License-Identifier: Apache-2.0
//
// The record that both hops keep of one notification, before its fate is known: the same draft and
// agent give the same one.
#pragma once

#include <string>

#include "postern/gateway/configuration.hpp"
#include "postern/gateway/seal.hpp"
#include "postern/store/state.hpp"

#include "presentation.hpp"

namespace postern {

Notification record_of(const Draft& draft, const Seal& seal, const InternalRecipient& recipient,
                       const Configuration& configuration);

/// The same, with how it was presented at OUT.
Notification record_of(const Sealed& sealed, const Submission& message,
                       const Configuration& configuration);

}  // namespace postern
