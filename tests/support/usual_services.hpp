// SPDX-License-Identifier: Apache-2.0
//
// What every distribution has in master.cf, as far as postern leans on it, and pickup as
// docs/installation.md sets it.
#pragma once

#include <string>

namespace postern::testing {

inline const std::string kUsualServices = R"(
smtp      inet n - n - - smtpd
cleanup   unix n - n - 0 cleanup
qmgr      unix n - n 300 1 qmgr
rewrite   unix - - n - - trivial-rewrite
bounce    unix - - n - 0 bounce
defer     unix - - n - 0 bounce
trace     unix - - n - 0 bounce
flush     unix n - n 1000? 0 flush
proxymap  unix - - n - - proxymap
showq     unix n - n - - showq
smtp      unix - - n - - smtp
error     unix - - n - - error
retry     unix - - n - - error
pickup    unix n - n 60 1 pickup
  -o cleanup_service_name=postern-cleanup-again
)";

}  // namespace postern::testing
