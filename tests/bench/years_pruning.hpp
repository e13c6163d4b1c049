// SPDX-License-Identifier: Apache-2.0
//
// Mail beside the removal of what is old.
#pragma once

#include <string>

namespace postern::bench {

/// Settles notifications from four threads, by turns without and with pruning, while there is
/// something to prune of the older half of `rows`; then lets the pruning end. Prints both rates and
/// their ratio, and whether rows are left that should not be. Throws std::runtime_error.
void prune_beside_mail(const std::string& url, long long rows);

}  // namespace postern::bench
