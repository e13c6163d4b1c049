// SPDX-License-Identifier: Apache-2.0
//
// Settings that are sound together and of which each differs from its default, but for
// dns.root-hints, which excludes another. A test names a setting that is missing here.
#pragma once

#include "postern/config/settings.hpp"

namespace postern {

Settings unlike_the_defaults();

}  // namespace postern
