// SPDX-License-Identifier: Apache-2.0
#include "postern/gateway/verdict.hpp"

namespace postern {

Verdict failure(const Error& error) {
    // The client learns that it is our side, not what of it: paths are the log's business.
    const bool ours = error.code == ErrorCode::internal;
    return Verdict::tempfail({451, "4.3.0",
                              ours ? "postern: internal error, try again later"
                                   : "postern: cannot decide now, try again later"});
}

}  // namespace postern
