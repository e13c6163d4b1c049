// SPDX-License-Identifier: Apache-2.0
//
// Reads a site's Postfix into values, by its own programs: postconf and postmap, which stand beside
// postqueue. Fails with not_found where Postfix is not configured yet, and with unavailable where
// its programs cannot be run or do not answer.
#pragma once

#include "postern/base/result.hpp"
#include "postern/config/settings.hpp"
#include "postern/postfix/site.hpp"

namespace postern {

Result<postfix::Site> read_postfix_site(const Settings& settings);

}  // namespace postern
