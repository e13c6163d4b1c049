// SPDX-License-Identifier: Apache-2.0
//
// What no single setting can know: whether settings contradict one another. Values that were
// faulty by themselves are left alone, they have their finding.
#pragma once

#include "postern/config/settings.hpp"

#include "reading.hpp"

namespace postern {

void check_settings(const Settings& settings, Reading& reading);

/// Of that, domains and files which two settings have in common and must not.
void check_conflicts(const Settings& settings, Reading& reading);

}  // namespace postern
