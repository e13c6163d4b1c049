// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tree.hpp"

namespace postern::architecture {

/// A comparison or a case that names a kind of notification: a third kind would silently go the
/// other way. What varies with the kind is in its row (include/postern/chat/kind.hpp).
Faults branches_on_kinds(const Tree& tree);

}  // namespace postern::architecture
