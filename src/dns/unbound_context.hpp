// SPDX-License-Identifier: Apache-2.0
//
// A context of libunbound that asks whom the settings say, ready for asynchronous questions.
// ErrorCode::unavailable where a file cannot be read or used, and names it.
#pragma once

#include <memory>
#include <unbound.h>

#include "postern/base/result.hpp"
#include "postern/config/settings.hpp"

namespace postern {

/// Ends the library's thread; what is under way is dropped, its callbacks are not called.
struct UnboundContextDeleter {
    void operator()(ub_ctx* context) const { ub_ctx_delete(context); }
};
using UnboundContext = std::unique_ptr<ub_ctx, UnboundContextDeleter>;

Result<UnboundContext> make_unbound_context(const DnsSettings& settings);

}  // namespace postern
